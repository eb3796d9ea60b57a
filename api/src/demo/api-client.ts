/** A script's view of the API: one POST per operation, signed in by cookie. */
export interface ApiClient {
  /** The field's value. @throws Error with the API's message when it answers with an error or an `Error` member. */
  call<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
}

interface Failure {
  __typename?: string;
  message?: string;
}

/** Operations select exactly one root field; result unions select `__typename` and `... on Error { message }`. */
export function createApiClient(url: string): ApiClient {
  let cookie = '';
  return {
    async call<T>(document: string, variables: Record<string, unknown> = {}): Promise<T> {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie },
        body: JSON.stringify({ query: document, variables }),
      });
      const [setCookie] = response.headers.getSetCookie();
      if (setCookie) cookie = setCookie.split(';')[0] ?? '';
      const { data, errors } = (await response.json()) as { data?: Record<string, T & Failure>; errors?: Failure[] };
      const [value] = Object.values(data ?? {});
      const failure = errors?.[0] ?? (value?.__typename?.endsWith('Error') ? value : undefined);
      if (failure || value === undefined) throw new Error(failure?.message ?? 'the API gave no answer');
      return value;
    },
  };
}
