import { describe, expect, test } from 'vitest';
import { readPastedRows } from './pasted-rows.ts';

const claudeMax = {
  code: 'claude_max_5x',
  name: 'Claude Max 5x',
  vendorCode: 'anthropic',
  vendorName: 'Anthropic',
  minSeats: 1,
  isForTeams: false,
  asOf: '2025-11-01',
  prices: [],
};
const known = {
  plans: [claudeMax],
  members: [
    { id: 'Member:1', name: 'Ada', email: 'ada@acme.test' },
    { id: 'Member:2', name: 'Bo', email: 'bo@acme.test' },
    { id: 'Member:3', name: 'Bo', email: null },
  ],
  teams: [{ id: 'Team:1', name: 'Platform' }],
  today: '2026-11-22',
};

describe('rows from a spreadsheet', () => {
  test('are read with or without a heading, in any of three separators', () => {
    const text =
      'Owner\tPlan\nada@acme.test\tclaude max 5x\nPlatform;Perplexity;Perplexity;3;€ 20;eur;yearly;2026-01-31';
    expect(readPastedRows(text, known).map(({ line, input }) => ({ line, input }))).toEqual([
      {
        line: 2,
        input: { memberId: 'Member:1', planCode: 'claude_max_5x', interval: 'MONTHLY', startedOn: '2026-11-22' },
      },
      {
        line: 3,
        input: {
          teamId: 'Team:1',
          name: 'Perplexity',
          vendor: 'Perplexity',
          seats: 3,
          amount: '20',
          currency: 'EUR',
          interval: 'YEARLY',
          startedOn: '2026-01-31',
        },
      },
    ]);
  });

  test('say everything that is wrong with a row', () => {
    const [row] = readPastedRows('Nobody,Perplexity,,-2,-5,USD,daily,31.1.2026', known);
    expect(row?.input).toBeNull();
    expect(row?.problems).toEqual([
      'No member or team is called “Nobody”.',
      '“Perplexity” is not in the catalogue: say who is paid.',
      '“-2” is no number of seats.',
      '“-5” is no price: write it like 19.99.',
      '“daily” is no interval: write weekly, monthly, quarterly or yearly.',
      '“31.1.2026” is no day: write it like 2026-11-22.',
    ]);
  });

  test('a name that two people share is nobody', () => {
    const [shared, byEmail] = readPastedRows('Bo\tClaude Max 5x\nbo@acme.test\tClaude Max 5x', known);
    expect(shared?.problems).toEqual(['No member or team is called “Bo”.']);
    expect(byEmail?.input).toMatchObject({ memberId: 'Member:2' });
  });
});
