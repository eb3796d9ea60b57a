import type { Failure } from '../../lib/mutation-result.ts';

/**
 * The path of the form's field that a failed check or connect is about, or null when it is about none.
 * A key the vendor refuses belongs to the first secret field, so that the answer stands beside what was typed.
 */
export function fieldOfFailure({ code, field }: Failure, credentials: readonly { name: string; isSecret: boolean }[]) {
  const secret = credentials.find(({ isSecret }) => isSecret) ?? credentials[0];
  const secretPath = secret ? `credentials.${secret.name}` : null;
  if (code === 'VENDOR_CREDENTIALS' || field === 'credentials') return secretPath;
  if (field?.startsWith('credentials.')) {
    return credentials.some(({ name }) => field === `credentials.${name}`) ? field : secretPath;
  }
  return field === 'name' || field === 'baseUrl' || field === 'schedule' || field === 'backfillFrom' ? field : null;
}
