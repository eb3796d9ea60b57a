import { db } from '../../db.ts';
import { decryptCredentials, encryptCredentials, UnreadableCredentialsError } from './encrypt-credentials.ts';
import { integrationSettings } from './integration-settings.ts';

/**
 * After OUTLAY_SECRET was changed: seals what a former secret had sealed with the present one, so that the former may be
 * dropped. To be called at start. Returns how many were sealed anew and which connections nobody can open.
 */
export async function resealCredentials(): Promise<{ resealedCount: number; unreadable: string[] }> {
  const connections = await db.connection.findMany({ where: { encryptedCredentials: { not: null } } });
  const unreadable: string[] = [];
  let resealedCount = 0;
  for (const { id, name, encryptedCredentials } of connections) {
    if (!encryptedCredentials) continue;
    try {
      const { credentials, isOutdated } = decryptCredentials(encryptedCredentials, id, integrationSettings);
      if (!isOutdated) continue;
      await db.connection.updateMany({
        where: { id, encryptedCredentials },
        data: { encryptedCredentials: encryptCredentials(credentials, id, integrationSettings) },
      });
      resealedCount += 1;
    } catch (error) {
      if (!(error instanceof UnreadableCredentialsError)) throw error;
      unreadable.push(name);
    }
  }
  return { resealedCount, unreadable };
}
