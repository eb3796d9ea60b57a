import type { CombinedError } from 'urql';

/** The server's stable code of the first error, such as `FORBIDDEN`, if it answered at all. */
export function errorCode(error: CombinedError): string | null {
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === 'string' ? code : null;
}

/** A sentence for people: the server's own words, or what to check when it did not answer. */
export function errorText(error: CombinedError): string {
  if (error.networkError) return 'Check your connection, then try again. Nothing was changed.';
  return error.graphQLErrors[0]?.message ?? error.message;
}
