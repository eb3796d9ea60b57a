import { expect, test } from 'vitest';
import { createLogger, withoutSecrets } from './logger.ts';

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
  [{ note: 'called with crsr_hunter2hunter2' }],
  [{ note: 'called with key_hunter2hunter2' }],
  [{ note: 'called with sk-hunter2hunter2hunter2hunter2' }],
])('hides the secret in %j', (fields) => {
  const line = logged((logger) => logger.info(fields, 'x'));
  expect(line).toContain('[hidden]');
  expect(line).not.toContain('hunter2');
});

test('a line too long is cut, stays JSON and hides secrets', () => {
  const note = `postgres://me:hunter2@db ${'x'.repeat(100_000)}`;
  const line = logged((logger) => logger.warn({ note }, 'stored'));
  expect(line.length).toBeLessThan(10_000);
  expect(JSON.parse(line)).toMatchObject({
    level: 40,
    time: expect.stringMatching(/^\d{4}-/),
    msg: expect.stringMatching(/^a log line of 100\d{3} characters was cut$/),
    start: expect.stringContaining('me:[hidden]@db'),
  });
  expect(line).not.toContain('hunter2');
});

test.each([
  ['scheme-like words', 'a-'],
  ['a scheme without an end', 'a'],
  ['beginnings of URLs', 'a://'],
  ['beginnings of passwords', 'a://b:'],
  ['beginnings of keys', 'sk-a-'],
  ['key names', 'key_'],
])('no text of 200,000 %s takes long', (_case, part) => {
  const text = part.repeat(200_000 / part.length);
  const start = performance.now();
  withoutSecrets(text);
  expect(performance.now() - start).toBeLessThan(2_000);
});
