import { setTimeout as wait } from 'node:timers/promises';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { stoppable } from '../../lib/stoppable.ts';
import { alertEvents } from './alert-events.ts';
import { visibleAlerts } from './budget-access.ts';

/** How soon alerts of another process are seen. */
const LOOK_EVERY_MS = 5_000;
/** A transaction may commit this much later than one with a higher id. */
const OVERLAP = 1_000;

const findNew = async (context: Context, after: number) =>
  db.budgetAlert.findMany({
    where: { AND: [{ id: { gt: after } }, await visibleAlerts({ actor: context.actor, clock: context.clock })] },
    include: { budget: true },
    orderBy: { id: 'asc' },
  });

type Alert = Awaited<ReturnType<typeof findNew>>[number];

/** Alerts that the caller may see, each once, as they are raised after this. Ends with the iteration. */
export async function watchAlerts(context: Context): Promise<AsyncIterableIterator<Alert>> {
  const newest = await db.budgetAlert.aggregate({ _max: { id: true } });
  const after = Math.max(0, (newest._max.id ?? 0) - OVERLAP);
  const told = new Set((await findNew(context, after)).map(({ id }) => id));
  return stoppable((stopped) => newAlerts(context, { start: after, told, stopped }));
}

interface Watch {
  start: number;
  told: Set<number>;
  stopped: AbortSignal;
}

async function* newAlerts(context: Context, { start, told, stopped }: Watch): AsyncGenerator<Alert> {
  let after = start;
  let hasChanged = false;
  let wake = () => {};
  const listener = () => {
    hasChanged = true;
    wake();
  };
  alertEvents.on('raised', listener);
  stopped.addEventListener('abort', listener);
  try {
    while (!stopped.aborted) {
      hasChanged = false;
      for (const alert of await findNew(context, after)) {
        if (told.has(alert.id)) continue;
        told.add(alert.id);
        after = Math.max(after, alert.id - OVERLAP);
        yield alert;
      }
      for (const id of told) if (id <= after) told.delete(id);
      if (!hasChanged) await Promise.race([wait(LOOK_EVERY_MS, undefined, { ref: false }), woken()]);
    }
  } finally {
    alertEvents.off('raised', listener);
  }

  function woken(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }
}
