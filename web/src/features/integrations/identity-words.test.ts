import { describe, expect, test } from 'vitest';
import { identityDetail, identityName, mappingDays, ownerNames, rebuildWords } from './identity-words.ts';

const key = {
  kind: 'API_KEY',
  name: 'ci-runner',
  email: null,
  hint: 'sk-ant-api03-abc...',
  externalId: 'apikey_01',
} as const;

describe('identity', () => {
  test('is called by its name, else its address, else its id', () => {
    expect(identityName(key)).toBe('ci-runner');
    expect(identityName({ ...key, name: '', email: 'ana@acme.test' })).toBe('ana@acme.test');
    expect(identityName({ ...key, name: '' })).toBe('apikey_01');
  });

  test('shows what tells it apart, without saying the address twice', () => {
    expect(identityDetail(key)).toBe('API key · sk-ant-api03-abc...');
    const user = { ...key, kind: 'USER', hint: null, email: 'ana@acme.test' } as const;
    expect(identityDetail(user)).toBe('User · ana@acme.test');
    expect(identityDetail({ ...user, name: '' })).toBe('User');
  });

  test('names every owner and the days of a mapping', () => {
    expect(ownerNames({ member: { name: 'Ana' }, agent: null, project: { name: 'Search' } })).toBe('Ana · Search');
    expect(mappingDays(null, null)).toBe('');
    expect(mappingDays('2026-11-01', null)).toBe('from Nov 1, 2026 on');
    expect(mappingDays(null, '2026-11-01')).toBe('until Oct 31, 2026');
    expect(mappingDays('2026-10-01', '2026-11-01').replace(/\s/g, ' ')).toBe('Oct 1 – 31, 2026');
  });

  test('says how much is recomputed', () => {
    expect(rebuildWords(0)).toContain('No figures');
    expect(rebuildWords(1)).toBe('1 day is being recomputed.');
    expect(rebuildWords(34)).toBe('34 days are being recomputed.');
  });
});
