import type { DayRange } from '../lib/calendar.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts';
import type { Connector, DayWindow, DirectoryEntry, Stream } from './connector.ts';
import { limiterFor, openConnection } from './open-connection.ts';

/** Simulated vendors whose clock stands still; waiting moves it. For tests. */
export async function startSimulatedVendors(now: string, options: Partial<SimulatorOptions> = {}) {
  let at = Date.parse(now);
  const time = {
    clock: () => new Date(at),
    sleep: async (ms: number) => {
      at += ms;
    },
  };
  const simulator = await startSimulator({ seed: 7, now: time.clock, historyDays: 60, scenario: 'small', ...options });
  return {
    simulator,
    setTime: (instant: string) => {
      at = Date.parse(instant);
    },
    /** Opens a connection with the connector's own limits. */
    open<Credentials>(connector: Connector<Credentials>, credentials: Credentials, baseUrl: string) {
      const { signal } = new AbortController();
      const limiter = limiterFor(connector, time);
      return openConnection({ connector, credentials, baseUrl, signal, limiter, ...time, http: { random: () => 0 } });
    },
  };
}

type Context<Credentials> = Parameters<Stream<Credentials>['read']>[0];

export async function readWindows<Credentials>(
  stream: Stream<Credentials>,
  context: Context<Credentials>,
  range: DayRange,
): Promise<DayWindow[]> {
  const windows = await collect(stream.read(context, range));
  return windows.sort((a, b) => a.day.localeCompare(b.day));
}

export function readDirectory<Credentials>(
  connector: Connector<Credentials>,
  context: Context<Credentials>,
): Promise<DirectoryEntry[]> {
  return collect(connector.readDirectory(context));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
