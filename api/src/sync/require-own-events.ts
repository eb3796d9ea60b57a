import type { Stream } from '../connectors/connector.ts';
import { db, pool } from '../db.ts';
import { addDays, type Day, utcDay } from '../lib/calendar.ts';
import { ConflictError } from '../lib/errors.ts';
import { earliestDay } from './plan-windows.ts';
import { readWindows } from './read-windows.ts';
import { naturalKeys } from './store-natural-key.ts';
import type { OpenedConnection } from './sync-streams.ts';

/**
 * Where a vendor tells no account: a connection older than this one has stored events of some day. When this one reads
 * the same events of that day, both read one account. @throws ConflictError naming the older connection | VendorError
 */
export async function requireOwnEvents(opened: OpenedConnection): Promise<void> {
  const { connection, streams, context } = opened;
  const { vendorId, id } = connection;
  const older = await db.connection.findMany({
    where: { vendorId, vendorAccountId: null, id: { lt: id } },
    orderBy: { id: 'asc' },
  });
  for (const stream of streams.filter(({ grain }) => grain === 'EVENT')) {
    for (const other of older) {
      const day = await dayToCompare(other.id, stream, context.clock());
      if (day === undefined || !(await hasSameEvents(opened, stream, other.id, day))) continue;
      const remedy =
        other.status === 'DISCONNECTED'
          ? `Its history stays: give "${other.name}" the credentials to go on, and disconnect this one.`
          : 'Disconnect this one.';
      throw new ConflictError(
        'credentials',
        `This is the account that "${other.name}" reads: the same events of ${day} are stored there. Nothing was stored here, or they would count twice. ${remedy}`,
      );
    }
  }
}

/** The newest day the other connection has events of and the vendor still answers for, a settled one if there is. */
async function dayToCompare(connectionId: number, stream: Stream<unknown>, now: Date): Promise<Day | undefined> {
  const window = await db.syncWindow.findFirst({
    where: { connectionId, stream: stream.name, rowCount: { gt: 0 }, day: { gte: new Date(earliestDay(stream, now)) } },
    orderBy: [{ isSettled: 'desc' }, { day: 'desc' }],
  });
  return window ? utcDay(window.day) : undefined;
}

async function hasSameEvents(
  { context }: OpenedConnection,
  stream: Stream<unknown>,
  otherId: number,
  day: Day,
): Promise<boolean> {
  for await (const { records } of readWindows(stream, context, { from: day, until: addDays(day, 1) })) {
    const keys = naturalKeys([String(otherId), stream.name, day], records);
    const { rowCount } = await pool.query(
      `SELECT FROM usage_bucket b JOIN unnest($1::int[], $2::uuid[]) AS event(shard, natural_key)
         ON b.shard = event.shard AND b.natural_key = event.natural_key LIMIT 1`,
      [keys.map(({ shard }) => shard), keys.map(({ naturalKey }) => naturalKey)],
    );
    if (rowCount) return true;
  }
  return false;
}
