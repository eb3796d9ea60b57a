import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type AnthropicConnection, type Simulator, type SimulatorOptions, startSimulator } from '../start-simulator.ts';

const NOON = new Date('2026-11-20T12:00:00Z');

/** A clock that stands still until it is moved. */
interface TestClock {
  now: () => Date;
  moveTo(instant: Date | string): void;
  advanceSeconds(seconds: number): void;
}

export function testClock(start: Date | string = NOON): TestClock {
  let current = new Date(start).getTime();
  return {
    now: () => new Date(current),
    moveTo: (instant) => {
      current = new Date(instant).getTime();
    },
    advanceSeconds: (seconds) => {
      current += seconds * 1000;
    },
  };
}

/** A simulator that ends with the test; limits are off unless asked for. */
export async function simulatorForTest(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ seed: 7, now: () => NOON, enforceLimits: false, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export type Params = Record<string, string | readonly string[]>;

/** GET below `/v1/organizations/`; array values repeat their parameter. */
export async function getAnthropic(
  connection: AnthropicConnection,
  path: string,
  params: Params = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const url = new URL(`${connection.baseUrl}/v1/organizations/${path}`);
  for (const [name, value] of Object.entries(params)) {
    for (const one of typeof value === 'string' ? [value] : value) url.searchParams.append(name, one);
  }
  return answerOf(
    await fetch(url, { headers: { 'x-api-key': connection.adminKey, 'anthropic-version': '2023-06-01', ...headers } }),
  );
}

const page = z.looseObject({ next_page: z.string().nullable(), data: z.array(z.unknown()) });

/** Follows `next_page` to the end; every page must match the shape. */
export async function readAllPages<T>(
  connection: AnthropicConnection,
  path: string,
  params: Params,
  shape: z.ZodType<{ data: T[]; next_page: string | null }>,
) {
  const data: T[] = [];
  let emptyPages = 0;
  let next: string | null = null;
  do {
    const { body } = await getAnthropic(connection, path, next === null ? params : { ...params, page: next });
    const parsed: z.infer<typeof shape> = shape.parse(page.parse(body));
    if (parsed.data.length === 0 && parsed.next_page !== null) emptyPages++;
    data.push(...parsed.data);
    next = parsed.next_page;
  } while (next !== null);
  return { data, emptyPages };
}

/** A request to the Cursor team; a body makes it a POST. */
export async function askCursor(
  { cursor }: Simulator,
  path: string,
  body?: unknown,
  key: string = cursor.adminKey,
): Promise<Answer> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
  return answerOf(await fetch(`${cursor.baseUrl}${path}`, init));
}

/** Decimal cents, as text or JSON number, to nano-USD. */
export function nanoOfCents(cents: string | number): bigint {
  const [whole = '', fraction = ''] = String(cents).replace('-', '').split('.');
  const nano = BigInt(whole + fraction.padEnd(7, '0'));
  return String(cents).startsWith('-') ? -nano : nano;
}

export const daysBefore = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(day) - (index + 1) * 86_400_000).toISOString().slice(0, 10),
  );
