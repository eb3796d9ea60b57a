import { describe, expect, test } from 'vitest';
import { suggestOwners } from './suggest-owners.ts';

const members = [
  { id: 1, name: 'Ana Silva', email: 'ana.silva@example.com' },
  { id: 2, name: 'Bo Lindqvist', email: 'bo@example.com' },
  { id: 3, name: 'Ana Sousa', email: 'sousa@example.com' },
];
const agents = [
  { id: 7, name: 'Invoice Reader' },
  { id: 8, name: 'test' },
];
const unknown = { name: '', email: null, creatorMemberId: null };
const suggest = (identity: Partial<Parameters<typeof suggestOwners>[0]>) =>
  suggestOwners({ ...unknown, ...identity }, members, agents);

describe('suggestions', () => {
  test('the same local part at another domain comes first, then a similar name', () => {
    expect(suggest({ name: 'Ana', email: 'ana.silva@freelance.example.net' })[0]).toEqual({
      memberId: 1,
      reason: 'SAME_LOCAL_PART',
      score: 0.95,
    });
    expect(suggest({ name: 'ANA SILVÁ' })).toEqual([
      { memberId: 1, reason: 'SIMILAR_NAME', score: 0.7 },
      { memberId: 3, reason: 'SIMILAR_NAME', score: 0.35 },
    ]);
  });

  test('a key is suggested to who made it', () => {
    expect(suggest({ name: 'batch runner', creatorMemberId: 2 })).toEqual([
      { memberId: 2, reason: 'KEY_CREATOR', score: 0.8 },
    ]);
  });

  test('a key named like an agent is suggested to it', () => {
    expect(suggest({ name: 'prod-invoice-reader-key' })).toEqual([{ agentId: 7, reason: 'AGENT_NAME', score: 0.75 }]);
  });

  test('a Claude Code key tells its local part', () => {
    expect(suggest({ name: 'claude_code_key_ana.silva_xyz' })[0]).toMatchObject({
      memberId: 1,
      reason: 'SAME_LOCAL_PART',
    });
  });

  test('words that every key carries suggest nobody', () => {
    expect(suggest({ name: 'test api key' })).toEqual([]);
    expect(suggest({ name: '' })).toEqual([]);
  });
});
