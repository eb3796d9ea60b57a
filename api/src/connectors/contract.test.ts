import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, daysOf, utcDay } from '../lib/calendar.ts';
import { VendorError } from '../lib/errors.ts';
import type { Connector, ConnectorContext } from './connector.ts';
import { allConnectors } from './registry.ts';
import { readDirectory, readWindows, startSimulatedVendors } from './simulated-connection.ts';
import type { IdentityRef } from './usage-record.ts';

const NOW = '2026-11-20T10:30:00Z';
const RANGE = { from: '2026-11-15', until: '2026-11-18' };
const WRONG_KEY = 'no-such-key-4711';

let vendors: Awaited<ReturnType<typeof startSimulatedVendors>>;
beforeAll(async () => {
  vendors = await startSimulatedVendors(NOW);
});
afterAll(() => vendors.simulator.close());

function simulatedKey(vendor: string): { adminKey: string; baseUrl: string } {
  if (vendor === 'anthropic') return vendors.simulator.anthropic;
  if (vendor === 'cursor') return vendors.simulator.cursor;
  throw new Error(`The simulator does not know ${vendor}: add it, then name it here.`);
}

function open(connector: Connector, key = simulatedKey(connector.vendor).adminKey): ConnectorContext<unknown> {
  return vendors.open(connector, connector.environment.toCredentials(key), simulatedKey(connector.vendor).baseUrl);
}

test('vendors and environment variables are unique', () => {
  const codes = allConnectors().map(({ vendor }) => vendor);
  const variables = allConnectors().map(({ environment }) => environment.variable);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(variables).size).toBe(variables.length);
});

describe.each(allConnectors().map((connector) => [connector.vendor, connector] as const))(
  '%s',
  (_vendor, connector) => {
    test('describes its credentials and limits', () => {
      expect(connector.credentials.safeParse(connector.environment.toCredentials(' key ')).success).toBe(true);
      expect(connector.credentials.safeParse(connector.environment.toCredentials('  ')).success).toBe(false);
      expect(connector.credentials.safeParse(connector.environment.toCredentials('kéy')).success).toBe(false);
      expect(connector.credentialFields.some(({ isSecret }) => isSecret)).toBe(true);
      expect(Object.values(connector.requestsPerMinute).every((limit) => limit > 0)).toBe(true);
      expect(connector.streams.some(({ isMoney }) => isMoney)).toBe(true);
    });

    test('accepts the right key', async () => {
      const { accountName } = await connector.check(open(connector));
      expect(accountName).not.toBe('');
    });

    test('names the key that is needed when another one is given, and never the key itself', async () => {
      const error = await connector.check(open(connector, WRONG_KEY)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(VendorError);
      expect(error).toMatchObject({ code: 'VENDOR_CREDENTIALS', message: expect.stringContaining(connector.keyHelp) });
      expect(String(error)).not.toContain(WRONG_KEY);
    });

    test('lists every identity once', async () => {
      const entries = await readDirectory(connector, open(connector));
      const ids = entries.map(({ kind, externalId }) => `${kind} ${externalId}`);
      expect(ids.length).toBeGreaterThan(3);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { email } of entries) expect(email ?? '').toBe((email ?? '').toLowerCase());
    });

    describe.each(connector.streams.map((stream) => [stream.name, stream] as const))('%s', (_name, stream) => {
      test('gives each day of the range once, with records of that day alone', async () => {
        const windows = await readWindows(stream, open(connector), RANGE);
        expect(windows.map(({ day }) => day)).toEqual(daysOf(RANGE));
        const records = windows.flatMap(({ day, records }) => records.map((record) => ({ day, record })));
        expect(records.length).toBeGreaterThan(0);
        for (const { day, record } of records) {
          expect(utcDay(record.hour)).toBe(day);
          expect(record.hour.getTime() % (record.isDayGrain ? 86_400_000 : 3_600_000)).toBe(0);
          expect(record.evidence).toBe(stream.evidence);
          expect(record.currency).toBe(connector.currency);
          expect(record.chargeNano === undefined || record.billingKind === 'METERED').toBe(true);
          for (const ref of [record.user, record.apiKey, record.workspace]) expect(isWellFormed(ref)).toBe(true);
        }
      });

      test('gives the same again', async () => {
        const context = open(connector);
        expect(await readWindows(stream, context, RANGE)).toEqual(await readWindows(stream, context, RANGE));
      });

      test('reads a day the same alone as within a range', async () => {
        const context = open(connector);
        const [first] = await readWindows(stream, context, RANGE);
        expect(await readWindows(stream, context, { from: RANGE.from, until: addDays(RANGE.from, 1) })).toEqual([
          first,
        ]);
      });

      test('gives an empty window for a day before any usage', async () => {
        const day = '2026-01-05';
        const windows = await readWindows(stream, open(connector), { from: day, until: addDays(day, 1) });
        expect(windows).toEqual([{ day, records: [] }]);
      });

      test('fails as unavailable while the vendor is down', async () => {
        const account = connector.vendor === 'cursor' ? 'cursor' : 'anthropic';
        vendors.simulator.control.outage(account, true);
        try {
          const reading = readWindows(stream, open(connector), RANGE);
          await expect(reading).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', retryable: true });
        } finally {
          vendors.simulator.control.outage(account, false);
        }
      });
    });
  },
);

function isWellFormed(ref: IdentityRef | undefined): boolean {
  return ref === undefined || (ref.externalId !== '' && (ref.email ?? '') === (ref.email ?? '').toLowerCase());
}
