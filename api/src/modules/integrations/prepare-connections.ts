import { type Clock, systemClock } from '../../lib/clock.ts';
import { OutlayError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { declareEnvironmentConnections } from './declare-environment-connections.ts';
import { resealCredentials } from './reseal-credentials.ts';

/**
 * What connections need once per start, before anything is synced: credentials sealed with the present secret, and
 * connections of keys in the environment. What is wrong with a connection is logged, not fatal.
 */
export async function prepareConnections(log: Log, clock: Clock = systemClock): Promise<void> {
  const { resealedCount, unreadable } = await resealCredentials();
  if (resealedCount > 0) log.info({ resealedCount }, 'credentials are sealed with the present OUTLAY_SECRET');
  if (unreadable.length > 0) {
    log.error(
      { connections: unreadable },
      'credentials cannot be opened: set OUTLAY_SECRET_PREVIOUS or enter them again',
    );
  }
  try {
    await declareEnvironmentConnections(clock);
  } catch (error) {
    if (!(error instanceof OutlayError)) throw error;
    log.error({ reason: error.message }, 'a connection declared by the environment cannot be used');
  }
}
