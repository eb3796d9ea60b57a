/** A process of its own that works on the queue of a test's database; see `kill.test.ts`. Prints `idle` when done. */
import { clients } from '../database/open-database.ts';
import { createPool } from '../database/pool.ts';
import { useDatabase } from '../db.ts';
import { useIntegrationSettings } from '../modules/integrations/integration-settings.ts';
import { createSyncEngine } from './sync-engine.ts';

const { poolConfig, settings, now } = JSON.parse(process.argv[2] ?? '{}');

const pool = createPool(poolConfig, { size: 4, waitMs: 30_000, onError: () => undefined });
useDatabase({ pool, prisma: clients(pool).prisma });
useIntegrationSettings(settings);
const engine = createSyncEngine({
  pool,
  clock: () => new Date(now),
  sleep: async () => undefined,
  log: {
    info: () => undefined,
    error: (details, message) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
  },
});
await engine.start();
await engine.idle();
process.stdout.write('idle\n');
await pool.end();
