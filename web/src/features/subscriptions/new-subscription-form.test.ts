import { describe, expect, test } from 'vitest';
import {
  type NewSubscriptionValues,
  newSubscriptionProblems,
  planDefaults,
  toCreateInput,
} from './new-subscription-form.ts';

const values: NewSubscriptionValues = {
  from: 'catalogue',
  planCode: 'claude_pro',
  name: '',
  vendor: '',
  interval: 'MONTHLY',
  amount: '20',
  currency: 'USD',
  seats: 1,
  isVariable: false,
  startedOn: '2026-11-01',
  trialUntil: null,
  endsOn: null,
  noticeDays: '',
  reminderDays: '',
  category: '',
  notes: '',
  ownerKind: 'member',
  memberId: 'Member:1',
  teamId: null,
};

const claudePro = {
  code: 'claude_pro',
  name: 'Claude Pro',
  vendorCode: 'anthropic',
  vendorName: 'Anthropic',
  minSeats: 1,
  isForTeams: false,
  asOf: '2025-11-01',
  prices: [
    { interval: 'MONTHLY' as const, currency: 'USD', amount: '20', from: null },
    { interval: 'MONTHLY' as const, currency: 'USD', amount: '22', from: '2026-12-01' },
    { interval: 'YEARLY' as const, currency: 'USD', amount: '200', from: null },
  ],
};

describe('a new subscription', () => {
  test('is complete with a plan, and without one with a name and a vendor', () => {
    expect(newSubscriptionProblems(values)).toEqual({});
    expect(newSubscriptionProblems({ ...values, from: 'free' })).toEqual({
      name: 'Enter a name.',
      vendor: 'Say who is paid.',
    });
  });

  test('is refused at the field that is wrong', () => {
    const wrong = { ...values, planCode: null, amount: '1.23456', seats: -2, startedOn: null, reminderDays: 400 };
    expect(newSubscriptionProblems({ ...wrong, memberId: null })).toEqual({
      planCode: 'Choose a plan, or “Something else”.',
      amount: 'Use at most four decimal places.',
      seats: 'Enter 1 seat or more.',
      startedOn: 'Choose the first day.',
      reminderDays: 'Enter at most 366 days.',
      memberId: 'Choose who has it.',
    });
  });

  test('needs no amount when that differs each time', () => {
    const varying = { ...values, isVariable: true, amount: '' };
    expect(newSubscriptionProblems(varying)).toEqual({});
    expect(toCreateInput(varying)).toMatchObject({ amount: null, isVariable: true });
  });

  test('is sent with its plan or its name, never both, and with one owner', () => {
    expect(toCreateInput({ ...values, name: 'old text' })).toMatchObject({ planCode: 'claude_pro', teamId: null });
    const free = toCreateInput({ ...values, from: 'free', name: ' Lovable ', vendor: 'Lovable', ownerKind: 'team' });
    expect(free).toMatchObject({ name: 'Lovable', vendor: 'Lovable', memberId: null });
    expect(free).not.toHaveProperty('planCode');
  });
});

describe('what a plan brings along', () => {
  test('is the list price of the interval on that day', () => {
    expect(planDefaults(claudePro, 'MONTHLY', '2026-11-30')).toMatchObject({ amount: '20', seats: 1 });
    expect(planDefaults(claudePro, 'MONTHLY', '2026-12-01')).toMatchObject({ amount: '22' });
    expect(planDefaults(claudePro, 'YEARLY', '2026-11-30')).toMatchObject({ amount: '200', interval: 'YEARLY' });
  });

  test('is another interval where the vendor sells none of that one', () => {
    expect(planDefaults(claudePro, 'WEEKLY', '2026-11-30')).toMatchObject({ amount: '20', interval: 'MONTHLY' });
  });
});
