import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { InvalidInputError } from '../../lib/errors.ts';

const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  // Of this machine, and IPv4 written as IPv6: a gateway may carry all of these on to an IPv4 address.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv6');
}

/** Addresses of this machine and of private networks, also when written as IPv6. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  return version === 0 || privateNetworks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Host name → its addresses. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

const resolveBySystem: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * A vendor address that may be sent credentials: https to a public host, unless private networks are allowed.
 * Returns it without a slash at the end. @throws InvalidInputError
 */
export async function requireBaseUrl(
  text: string,
  { allowPrivateNetwork, resolveHost = resolveBySystem }: { allowPrivateNetwork: boolean; resolveHost?: ResolveHost },
): Promise<string> {
  const refuse = (problem: string, remedy: string) => new InvalidInputError('baseUrl', text, problem, remedy);
  const url = URL.parse(text.trim());
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    throw refuse(`"${text}" is not a web address.`, 'Write it like https://gateway.example.com/anthropic.');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw refuse('It carries more than host and path.', 'Leave out user, password, query and fragment.');
  }
  if (!allowPrivateNetwork) {
    if (url.protocol !== 'https:') throw refuse('Credentials are sent over https only.', 'Use an https:// address.');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await resolveHost(host).catch(() => []);
    if (addresses.length === 0) throw refuse(`The host ${host} is unknown.`, 'Check its spelling.');
    if (addresses.some(isPrivateAddress)) {
      throw refuse(
        `${host} is in a private network.`,
        'Use a public host, or set ALLOW_PRIVATE_NETWORK=true to allow it.',
      );
    }
  }
  return url.href.replace(/\/+$/, '');
}
