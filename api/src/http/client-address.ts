import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Who calls: the peer, or with TRUST_PROXY what the nearest proxy appended to X-Forwarded-For. */
export function clientAddress(message: IncomingMessage, trustProxy: boolean): string {
  const peer = message.socket.remoteAddress ?? 'unknown';
  const forwarded = trustProxy ? message.headersDistinct['x-forwarded-for']?.at(-1) : undefined;
  return forwarded?.split(',').at(-1)?.trim() || peer;
}

/** Called from this machine and not by a proxy on it for somebody else. */
export function isLocalCaller({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isForwarded && LOOPBACK.test(socket.remoteAddress ?? '');
}
