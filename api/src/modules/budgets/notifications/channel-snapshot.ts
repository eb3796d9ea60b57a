import type { NotificationChannel } from '@outlay/prisma';

/** What the audit log says of a channel: no address of the web, no key. */
export function channelSnapshot(channel: NotificationChannel) {
  const { id, encryptedUrl, encryptedSecret, version, createdAt, removedAt, secretRotatedAt, ...facts } = channel;
  return facts;
}
