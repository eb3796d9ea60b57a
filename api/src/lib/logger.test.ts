import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test('writes one JSON object per line', () => {
  expect(JSON.parse(logged((logger) => logger.info({ rows: 3 }, 'stored')))).toMatchObject({ rows: 3, msg: 'stored' });
});

test.each([
  [{ password: 'hunter2' }],
  [{ request: { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } } }],
  [{ connection: { credentials: { adminKey: 'hunter2' } } }],
  [{ err: new Error('cannot reach postgres://me:hunter2@db:5432/outlay') }],
  [{ note: 'called with sk-ant-admin01-hunter2hunter2' }],
])('hides the secret in %j', (fields) => {
  const line = logged((logger) => logger.info(fields, 'x'));
  expect(line).toContain('[hidden]');
  expect(line).not.toContain('hunter2');
});
