import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { InvalidInputError } from '../../../lib/errors.ts';
import { isPrivateAddress, type ResolveHost } from '../../integrations/require-base-url.ts';

export const resolveBySystem: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Host of a URL as DNS and sockets know it. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/**
 * An address that alerts may be sent to: https to a public host, unless private networks are allowed. It is checked
 * again at every delivery. The value is a secret and not repeated. @throws InvalidInputError
 */
export async function requireWebhookUrl(
  text: string,
  { allowPrivateNetwork, resolveHost = resolveBySystem }: { allowPrivateNetwork: boolean; resolveHost?: ResolveHost },
): Promise<URL> {
  const refuse = (problem: string, remedy: string) => new InvalidInputError('url', '', problem, remedy);
  const url = URL.parse(text.trim());
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    throw refuse('This is not a web address.', 'Write it like https://hooks.example.com/services/abc.');
  }
  if (url.username || url.password || url.hash) {
    throw refuse('It carries a user, a password or a fragment.', 'Leave them out.');
  }
  if (!allowPrivateNetwork) {
    if (url.protocol !== 'https:') throw refuse('Alerts are sent over https only.', 'Use an https:// address.');
    const host = hostOf(url);
    const addresses = isIP(host) ? [host] : await resolveHost(host).catch(() => []);
    if (addresses.length === 0) throw refuse(`The host ${host} is unknown.`, 'Check its spelling.');
    if (addresses.some(isPrivateAddress)) {
      throw refuse(
        `${host} is in a private network.`,
        'Use a public host, or set ALLOW_PRIVATE_NETWORK=true to allow it.',
      );
    }
  }
  return url;
}
