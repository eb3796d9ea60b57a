import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import type { Mail } from '../../lib/mail.ts';
import { createAdmin, createMember, createOrganization, createTeam } from '../../test/factories.ts';
import type { TestApi } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { subscriptionJobs } from './subscription-jobs.ts';
import { amend, booked, closeMonth, create } from './subscription-kit.ts';

let admin: ReturnType<TestApi['as']>;
let ada: { id: number };
let failures: object[];
const api = useTestApi(async () => {
  failures = [];
  await createOrganization({ reportingZone: 'America/New_York' });
  admin = api.as(await createAdmin({ email: 'admin@acme.test' }));
  ada = await createMember({ email: 'ada@acme.test' });
});

/** One process. */
const jobs = (sendMail?: (mail: Mail) => Promise<void>) =>
  subscriptionJobs({
    clock: api.clock.now,
    log: { info: () => undefined, error: (details: object) => void failures.push(details) },
    sendMail,
    publicUrl: 'http://outlay.test',
  });
const seat = (changes: object = {}) => ({
  ...{ name: 'Seat', vendor: 'Acme', amount: '10', startedOn: '2026-11-15', memberId: `Member:${ada.id}` },
  ...changes,
});
const idOf = async (answer: Promise<unknown>) => {
  await answer;
  return (await db.subscription.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
};

describe('posting', () => {
  test('comes at the start, once the day has begun in the reporting zone, also after a long pause', async () => {
    const id = await idOf(create(admin, seat()));
    const [one, other] = [jobs(), jobs()];
    api.clock.set('2026-12-15T04:59:00Z');
    await Promise.all([one.tick(), other.tick()]);
    expect(await booked(id)).toHaveLength(1);
    api.clock.set('2026-12-15T05:00:00Z');
    await Promise.all([one.tick(), other.tick(), one.tick()]);
    expect(await booked(id)).toHaveLength(2);
    api.clock.set('2027-04-01T00:00:00Z');
    await Promise.all([one.tick(), other.tick(), jobs().tick()]);
    expect((await booked(id)).map(([date]) => date)).toEqual([
      ...['2026-11-15', '2026-12-15', '2027-01-15', '2027-02-15', '2027-03-15'],
    ]);
    expect(failures).toEqual([]);
  });

  test('leaves out what was voided by hand, and books in an open month what a closed one missed', async () => {
    const id = await idOf(create(admin, seat()));
    const at = { voidedAt: new Date(), voidReason: 'paid by card of another company' };
    await db.costEntry.updateMany({ data: at });
    await closeMonth('2026-12');
    api.clock.set('2027-01-02T12:00:00Z');
    await jobs().tick();
    expect((await booked(id)).map(([date, amount]) => [date, amount])).toEqual([['2027-01-01', '10']]);
    expect(await db.costEntry.findFirstOrThrow({ where: { voidedAt: null } })).toMatchObject({
      source: 'ADJUSTMENT',
      adjustsMonth: new Date('2026-12-01'),
    });
  });

  test('of one without an exchange rate is told and does not hold up the others', async () => {
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.1' } });
    const euro = await idOf(create(admin, seat({ currency: 'EUR' })));
    const dollar = await idOf(create(admin, seat()));
    await db.exchangeRate.deleteMany();
    api.clock.set('2026-12-20T12:00:00Z');
    await jobs().tick();
    expect([(await booked(euro)).length, (await booked(dollar)).length]).toEqual([1, 2]);
    expect(failures).toMatchObject([{ subscription: euro, err: { field: 'currency' } }]);
  });
});

describe('reminders', () => {
  test('of renewals and deadlines reach the owner once, whichever process sends them', async () => {
    await create(admin, seat({ interval: 'YEARLY', startedOn: '2025-12-20', noticeDays: 10, reminderDays: 5 }));
    const sent: string[] = [];
    const sendMail = async ({ to, subject }: Mail) => void sent.push(`${to} ${subject}`);
    const tick = () => Promise.all([jobs(sendMail).tick(), jobs(sendMail).tick()]);
    api.clock.set('2026-12-04T12:00:00Z');
    await tick();
    expect(sent).toEqual([]);
    for (const day of ['2026-12-05', '2026-12-06', '2026-12-15', '2026-12-16']) {
      api.clock.set(`${day}T12:00:00Z`);
      await tick();
    }
    expect(sent).toEqual([
      'ada@acme.test Last day to cancel Seat: 10 USD on 2026-12-10',
      'ada@acme.test Seat renews: 10 USD on 2026-12-20',
    ]);
  });

  test('are sent again when the mail server refused, and not for what was cancelled', async () => {
    const id = await idOf(create(admin, seat({ trialUntil: '2026-11-17' })));
    let isUp = false;
    const sent: string[] = [];
    const sendMail = async ({ subject }: Mail) => {
      if (!isUp) throw new Error('451 try again');
      sent.push(subject);
    };
    await jobs(sendMail).tick();
    expect([sent, failures.length]).toEqual([[], 1]);
    isUp = true;
    await amend(admin, 'cancelSubscription', { id });
    await jobs(sendMail).tick();
    expect(sent).toEqual([]);
    await amend(admin, 'resumeSubscription', { id });
    await jobs(sendMail).tick();
    await jobs(sendMail).tick();
    expect(sent).toEqual(['The trial of Seat ends: 10 USD on 2026-11-17']);
  });

  test('of a team’s seats go to the administrators', async () => {
    const team = await createTeam();
    const yearly = { memberId: null, teamId: `Team:${team.id}`, interval: 'YEARLY', startedOn: '2025-11-20' };
    await create(admin, seat(yearly));
    const sent: string[] = [];
    await jobs(async ({ to }) => void sent.push(to)).tick();
    expect(sent).toEqual(['admin@acme.test']);
  });
});
