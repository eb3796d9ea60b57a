import { db } from '../../../db.ts';
import type { Log } from '../../../lib/log.ts';
import { resealed, UnreadableSecretError } from './channel-secrets.ts';

/** At start, after OUTLAY_SECRET was changed: seals addresses and keys with the present one. */
export async function resealChannels(log: Pick<Log, 'error'>): Promise<void> {
  for (const channel of await db.notificationChannel.findMany({ where: { removedAt: null } })) {
    try {
      const data = resealed(channel);
      if (data) await db.notificationChannel.updateMany({ where: { id: channel.id, version: channel.version }, data });
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error;
      log.error({ channel: channel.name }, error.message);
    }
  }
}
