import { anthropicApi } from './anthropic/anthropic-api.ts';
import { openDayBook } from './anthropic/day-book.ts';
import { DAY_MS, dayNumberOf } from './calendar.ts';
import { type Control, controlOf } from './control.ts';
import { cursorApi } from './cursor/cursor-api.ts';
import { openCursorLog } from './cursor/event-log.ts';
import { openFaults, type RequestLogEntry } from './faults.ts';
import { buildOrganization, type Scenario } from './organization/build-organization.ts';
import { serve } from './simulator-server.ts';
import type { Truth } from './truth.ts';
import { truthEndpoint } from './truth-endpoint.ts';
import { truthOf } from './truth-of.ts';

export interface SimulatorOptions {
  seed: number;
  /** The vendors' clock: decides what is visible yet and measures rate limits. */
  now: () => Date;
  /** Default 0: any free port. */
  port?: number;
  /** Days of history before the start, default 400. */
  historyDays?: number;
  /** Default true. */
  enforceLimits?: boolean;
  /** Multiplies people and service keys, and with them every row; default 1. */
  scale?: number;
  /** `sample`: about 40 people. `small`: 8 people and few keys. */
  scenario?: Scenario;
}

export interface AnthropicConnection {
  baseUrl: string;
  adminKey: string;
  organizationId: string;
  /** An ordinary API key of the organization, which the Admin API refuses. */
  ordinaryKey: string;
  /** With the default and archived ones. */
  workspaceCount: number;
}

export interface Simulator {
  url: string;
  anthropic: AnthropicConnection;
  /** A second organization of the same vendor. */
  secondAnthropic: AnthropicConnection;
  cursor: { baseUrl: string; adminKey: string };
  truth: Truth;
  control: Control;
  close(): Promise<void>;
}

/** Starts the simulated vendors on 127.0.0.1. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, now, port = 0, historyDays = 400, enforceLimits = true, scale = 1, scenario = 'sample' } = options;
  const firstDay = dayNumberOf(now().getTime() - historyDays * DAY_MS);
  const organization = buildOrganization({ seed, scale, scenario, firstDay });
  const books = {
    anthropic: openDayBook(organization.anthropic),
    'anthropic-2': openDayBook(organization.secondAnthropic),
  };
  const cursorLog = openCursorLog(organization.cursor);
  const faults = openFaults();
  const log: RequestLogEntry[] = [];
  const truth = truthOf(organization.people, books, cursorLog);
  const apis = {
    anthropic: anthropicApi(books.anthropic, enforceLimits),
    'anthropic-2': anthropicApi(books['anthropic-2'], enforceLimits),
    cursor: cursorApi(cursorLog, enforceLimits),
  };
  const { server, url } = await serve({ apis, elsewhere: truthEndpoint(truth), faults, log, now }, port);
  const connection = (name: 'anthropic' | 'anthropic-2'): AnthropicConnection => {
    const { adminKey, id, workspaces } = books[name].account;
    return {
      workspaceCount: workspaces.length,
      baseUrl: `${url}/${name}`,
      adminKey,
      organizationId: id,
      ordinaryKey: adminKey.replace('admin01', 'api03'),
    };
  };
  return {
    url,
    anthropic: connection('anthropic'),
    secondAnthropic: connection('anthropic-2'),
    cursor: { baseUrl: `${url}/cursor`, adminKey: organization.cursor.adminKey },
    truth,
    control: controlOf(faults, log, books, cursorLog),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
