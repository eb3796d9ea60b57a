import { stripVTControlCharacters } from 'node:util';
import { beforeAll, expect, test, vi } from 'vitest';
import { ask, outlay } from '../../test/sample-server.ts';

const name = `Alerts ${performance.now()}`;

interface Alert {
  id: string;
  state: string;
  severity: string;
  title: string;
  raisedAt: string;
  threshold: number | null;
  isProjected: boolean;
  link: string;
  budget: { name: string } | null;
  rule: { name: string } | null;
}

async function alerts(states: string[]): Promise<Alert[]> {
  const { budgetAlerts } = await ask<{ budgetAlerts: { edges: { node: Alert }[] } }>(
    `query ($states: [BudgetAlertState!]) { budgetAlerts(filter: { states: $states }, first: 200) { edges { node {
      id state severity title raisedAt threshold isProjected link budget { name } rule { name }
    } } } }`,
    { states },
  );
  return budgetAlerts.edges.map(({ node }) => node);
}

const own = (found: readonly { source?: string | null; budget?: { name: string } | null }[]) =>
  found.filter(({ source, budget }) => source === name || budget?.name === name);

/** A budget that is exceeded as soon as it is looked at. */
beforeAll(async () => {
  const input = { name, period: 'YEARLY', limit: '1', thresholds: [100], subject: { scope: 'ORGANIZATION' } };
  await ask('mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename } }', { input });
  const raised = async () => expect(own(await alerts(['OPEN']))).toHaveLength(1);
  await vi.waitFor(raised, { timeout: 120_000, interval: 1_000 });
}, 130_000);

const entry = ({ budget, rule, ...alert }: Alert) => ({ ...alert, source: budget?.name ?? rule?.name ?? null });

test('--json prints what is open or acknowledged, as the API answers it', async () => {
  const { code, output } = await outlay(['alerts', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toEqual((await alerts(['OPEN', 'ACKNOWLEDGED'])).map(entry));
  expect(own(JSON.parse(output))).toHaveLength(1);
});

test('the table shows severity, state and when it was raised in the reporting zone', async () => {
  const [alert] = own(await alerts(['OPEN'])) as Alert[];
  const { output } = await outlay(['alerts'], { columns: 200 });
  const line = stripVTControlCharacters(output)
    .split('\n')
    .find((candidate) => candidate.includes(alert?.id ?? '?'));
  const raised = new Date(alert?.raisedAt ?? 0);
  const time = raised.toLocaleString('sv-SE', { timeZone: 'America/New_York' }).slice(0, 16);
  for (const part of [alert?.title ?? '?', 'open', alert?.severity.toLowerCase() ?? '?', name, time]) {
    expect(line).toContain(part);
  }
});

test('7: --check ends a script while an alert is open; acknowledging is noted', async () => {
  expect((await outlay(['alerts', '--check'])).code).toBe(7);
  const [alert] = own(await alerts(['OPEN'])) as Alert[];
  const id = alert?.id ?? '';
  const acknowledged = await outlay(['alerts', '--acknowledge', id, '--note', 'Known']);
  expect(acknowledged).toMatchObject({ code: 0, output: `Acknowledged: ${alert?.title}\n` });
  const { budgetAlert } = await ask<{ budgetAlert: { state: string; history: { note: string }[] } }>(
    'query ($id: ID!) { budgetAlert(id: $id) { state history { note } } }',
    { id },
  );
  expect(budgetAlert).toMatchObject({ state: 'ACKNOWLEDGED' });
  expect(budgetAlert.history.map(({ note }) => note)).toContain('Known');
  const { output } = await outlay(['alerts', '--state', 'acknowledged', '--json']);
  expect(own(JSON.parse(output))).toMatchObject([{ id, state: 'ACKNOWLEDGED' }]);
});

test('--csv', async () => {
  const { output } = await outlay(['alerts', '--csv']);
  expect(output.split('\r\n')[0]).toBe('id,severity,state,title,source,threshold,is_projected,raised_at,link');
});

test('5: an alert that is not there; 2: a note without one', async () => {
  const missing = await outlay(['alerts', '--acknowledge', 'BudgetAlert:999999']);
  expect(missing).toMatchObject({ code: 5, errors: expect.stringContaining('BudgetAlert') });
  expect(await outlay(['alerts', '--note', 'x'])).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--acknowledge'),
  });
});
