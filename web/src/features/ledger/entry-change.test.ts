import { describe, expect, test } from 'vitest';
import { cellChange, columnOf } from './entry-change.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const entry: LedgerEntry = {
  id: 'CostEntry:7',
  version: 3,
  date: '2026-09-30',
  serviceFrom: '2026-09-30',
  serviceUntil: '2026-10-01',
  vendor: { id: 'Vendor:1', name: 'Midjourney' },
  description: 'Pro plan',
  kind: 'FIXED',
  source: 'MANUAL',
  currency: 'USD',
  amount: '60',
  rate: '1',
  reportingAmount: '60',
  isBookedOnly: false,
  adjustsMonth: null,
  voidedAt: null,
  voidReason: null,
  connection: null,
  lines: [
    {
      amount: '60',
      category: 'Design',
      glAccount: { id: 'GlAccount:2', code: '6210', name: 'Development Tools' },
      member: { id: 'Member:4', name: 'Ada' },
      team: { id: 'Team:1', name: 'Platform' },
      agent: null,
      project: { id: 'Project:5', name: 'Site' },
    },
  ],
};
const version = { entryId: 'CostEntry:7', version: 3 };

describe('cellChange', () => {
  test('takes the days paid for along with the date while they are the same', () => {
    const moved = { date: '2026-10-02', serviceFrom: '2026-10-02', serviceUntil: '2026-10-03' };
    expect(cellChange(entry, 'date', '2026-10-02')).toEqual({ ...version, ...moved });
    const yearly = { ...entry, serviceUntil: '2027-09-30' };
    expect(cellChange(yearly, 'date', '2026-10-02')).toEqual({ ...version, date: '2026-10-02' });
  });

  test('gives a line another account and keeps its owners', () => {
    const { lines } = cellChange(entry, 'account', 'GlAccount:9');
    expect(lines).toEqual([
      {
        glAccountId: 'GlAccount:9',
        category: 'Design',
        memberId: 'Member:4',
        teamId: 'Team:1',
        agentId: null,
        projectId: 'Project:5',
      },
    ]);
  });

  test('puts one owner in place of another', () => {
    const { lines } = cellChange(entry, 'owner', 'Team:8');
    expect(lines).toEqual([expect.objectContaining({ memberId: null, teamId: 'Team:8', agentId: null })]);
  });

  test('takes a vendor off when its cell is emptied', () => {
    expect(cellChange(entry, 'vendor', ' ')).toEqual({ ...version, vendorId: null });
    expect(cellChange(entry, 'vendor', 'Figma')).toEqual({ ...version, vendorName: 'Figma' });
  });
});

test.each([
  ['lines.0.glAccountId', 'account'],
  ['lines.0.memberId', 'owner'],
  ['date', 'date'],
  ['vendorName', 'vendor'],
  [undefined, null],
])('shows what is wrong with %s in column %s', (field, column) => {
  expect(columnOf(field)).toBe(column);
});
