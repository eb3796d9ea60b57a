import { expect, test } from 'vitest';
import { channelInput, channelSchema, channelValues } from './channel-form.ts';

const fresh = { ...channelValues(undefined), name: 'Finance' };

function problems(change: Partial<typeof fresh>, isNew = true): string[] {
  const outcome = channelSchema(isNew).safeParse({ ...fresh, ...change });
  return outcome.success ? [] : outcome.error.issues.map(({ path }) => String(path[0]));
}

test('names the field that is wrong', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ name: '' })).toEqual(['name']);
  expect(problems({ recipients: ['ada@acme.test', 'grace'] })).toEqual(['recipients']);
  expect(problems({ kind: 'WEBHOOK' })).toEqual(['url']);
  expect(problems({ kind: 'WEBHOOK' }, false)).toEqual([]);
  expect(problems({ hasQuietHours: true, quietFrom: '25:00' })).toEqual(['quietFrom']);
});

test('an address that is left empty stays, and only e-mail has recipients', () => {
  expect(channelInput({ ...fresh, kind: 'WEBHOOK' })).not.toHaveProperty('url');
  expect(channelInput({ ...fresh, kind: 'WEBHOOK', url: ' https://x.test ' })).toMatchObject({ url: 'https://x.test' });
  expect(channelInput({ ...fresh, kind: 'WEBHOOK' })).not.toHaveProperty('recipients');
  expect(channelInput({ ...fresh, toAdmins: true, url: 'https://x.test' })).not.toHaveProperty('url');
});

test('quiet hours that are switched off are none', () => {
  expect(channelInput(fresh).quietHours).toBeNull();
  expect(channelInput({ ...fresh, hasQuietHours: true }).quietHours).toEqual({ from: '22:00', until: '07:00' });
});
