import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { useAcme } from '../../test/use-acme.ts';
import { addBudget, alertLines, change, enterLicence, evaluateAt, spend } from './budget-kit.ts';
import { evaluateBudgets, evaluateChangedBudgets } from './evaluate-budgets.ts';

const START = '2026-11-16T06:00:00Z';

const given = useAcme(START);
const { admin } = given;

describe('looking', () => {
  test('happens when there is something new, or a quarter of an hour began', async () => {
    await addBudget(admin(), { thresholds: [100] });
    const look = async (instant: string) => (await evaluateChangedBudgets({ now: new Date(instant) })) !== undefined;
    expect(await look('2026-11-16T09:00:00Z')).toBe(true);
    expect(await look('2026-11-16T09:00:30Z')).toBe(false);
    await spend(given, '2026-11-16T08:00:00Z', 60);
    expect(await look('2026-11-16T09:01:00Z')).toBe(true);
    expect(await look('2026-11-16T09:01:30Z')).toBe(false);
    await enterLicence(admin(), '1.0000', '2026-11-16');
    expect(await look('2026-11-16T09:02:00Z')).toBe(true);
    await addBudget(admin());
    expect(await look('2026-11-16T09:02:30Z')).toBe(true);
    expect(await look('2026-11-16T09:03:00Z')).toBe(false);
    await db.auditEvent.create({ data: { actorKind: 'PERSON', action: 'signIn' } });
    expect(await look('2026-11-16T09:03:30Z')).toBe(false);
    expect(await look('2026-11-16T09:15:00Z')).toBe(true);
  });

  test('issues as many statements for many budgets as for few, while nothing changes', async () => {
    const subjects = [{ scope: 'ORGANIZATION' }, { scope: 'MEMBER', id: `Member:${given.acme.ana.id}` }];
    const add = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        for (const subject of subjects) {
          for (const period of ['HOURLY', 'DAILY', 'MONTHLY'])
            await addBudget(admin(), { subject, period, limit: '900' });
        }
      }
    };
    const count = async () => (await given.api.statements(() => evaluateAt('2026-11-16T09:00:00Z'))).length;
    await add(1);
    const few = await count();
    await add(6);
    expect(await count()).toBe(few);
    expect(few).toBeLessThan(25);
  });

  test('by several at once raises each alert once and tells its history once', async () => {
    for (let index = 0; index < 12; index++) await addBudget(admin(), { name: `Budget ${index}` });
    const everyone = (instant: string) =>
      Promise.all([1, 2, 3, 4].map(() => evaluateBudgets({ now: new Date(instant) })));
    await spend(given, '2026-11-16T08:00:00Z', 60);
    const first = await everyone('2026-11-16T09:00:00Z');
    expect(first.reduce((sum, { raised }) => sum + raised, 0)).toBe(36);
    expect(await db.budgetAlert.count()).toBe(36);
    expect(await db.budgetAlertEvent.count()).toBe(36);
    const second = await everyone('2026-11-17T00:00:00Z');
    expect(second.reduce((sum, { resolved }) => sum + resolved, 0)).toBe(36);
    expect(await db.budgetAlertEvent.count({ where: { kind: 'RESOLVED' } })).toBe(36);
  });

  test('while limits are changed acts on what holds', async () => {
    const budget = await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 60);
    const limits = ['70', '55', '80', '58', '90'];
    given.api.clock.set('2026-11-16T09:00:00Z');
    await Promise.all([
      (async () => {
        for (const limit of limits) await change(admin(), budget, { limit });
      })(),
      ...[1, 2, 3].map(() => evaluateBudgets({ now: given.api.clock.now() })),
    ]);
    await evaluateBudgets({ now: given.api.clock.now() });
    const open = (await alertLines()).filter((line) => line.endsWith('OPEN'));
    expect(open).toEqual([]);
    const reached = (await alertLines()).map((line) => line.split(' ')[0]);
    expect(new Set(reached).size).toBe(reached.length);
    for (const key of reached) expect(['2026-11-16/100/1', '2026-11-16/100/3', '2026-11-16/100/5']).toContain(key);
  });
});
