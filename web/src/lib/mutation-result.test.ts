import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { failureText, outcomeOf } from './mutation-result.ts';

test('a member of the union that is no error is the success', () => {
  const team = { __typename: 'Team' as const, id: 'Team:1' };
  expect(outcomeOf(team, undefined)).toEqual({ ok: true, value: team });
});

test('an error of the union is a failure with its field', () => {
  const result = { __typename: 'ConflictError' as const, code: 'CONFLICT', message: 'Taken.', field: 'name' };
  expect(outcomeOf(result, undefined)).toMatchObject({ ok: false, failure: { message: 'Taken.', field: 'name' } });
});

test('no answer at all is a failure that says what to check', () => {
  const offline = new CombinedError({ networkError: new Error('Failed to fetch') });
  expect(outcomeOf(undefined, offline)).toMatchObject({
    ok: false,
    failure: { message: 'Check your connection, then try again. Nothing was changed.' },
  });
});

test('people read the sentence without the technical name of the field', () => {
  expect(failureText({ code: 'INVALID_INPUT', field: 'newPassword', message: 'newPassword: is too short.' })).toBe(
    'Is too short.',
  );
  expect(failureText({ code: 'CONFLICT', message: 'nobody else is left.' })).toBe('Nobody else is left.');
});
