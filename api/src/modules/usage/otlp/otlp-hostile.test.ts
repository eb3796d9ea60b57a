import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createMember, createToken } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { countedTotals, startTracking, storedEvents } from '../tracked-kit.ts';
import { jsonLogs, jsonMetrics } from './otlp-encoder.ts';
import { AT, claudeRequest, otlpSender, type SentExport } from './otlp-kit.ts';

let token: string;
let member: { id: number; email: string };
let sender: ReturnType<typeof otlpSender>;
const api = useTestApi(async () => {
  sender = otlpSender(api, 8_000_000);
  member = await createMember();
  await startTracking(member, api);
  token = await createToken({ member, scopes: ['USAGE_WRITE'] });
});

const send = (sent: SentExport) => sender.send({ bearer: token, ...sent });
const sendTree = (tree: object, signal = 'logs') => send({ body: JSON.stringify(tree), signal });
const protobuf = { 'content-type': 'application/x-protobuf' };
const gzip = { 'content-encoding': 'gzip' };

test('a token that has expired, was revoked, or whose member left sends nothing', async () => {
  const body = JSON.stringify(jsonLogs({}, [{ nano: AT, attributes: claudeRequest() }]));
  const until = new Date('2026-11-15T11:59:59Z');
  const expired = await createToken({ member, scopes: ['USAGE_WRITE'], expiresAt: until });
  const revoked = await createToken({ member, scopes: ['USAGE_WRITE'] });
  await db.apiToken.updateMany({ where: { id: { in: [(await newestToken()).id] } }, data: { revokedAt: until } });
  const leaver = await createMember();
  const left = await createToken({ member: leaver, scopes: ['USAGE_WRITE'] });
  await db.member.update({ where: { id: leaver.id }, data: { status: 'DEACTIVATED' } });
  for (const bearer of [expired, revoked, left]) expect((await send({ body, bearer })).status).toBe(401);
  expect(await db.usageBucket.count()).toBe(0);
});

const newestToken = () => db.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } });

test('text a database cannot hold spoils neither its record nor the others', async () => {
  const bad = { 'session.id': 'a\0b', 'outlay.project': 'cut \ud83d', 'outlay.purpose': '\0', request_id: 'req_\0' };
  const records = [
    { nano: AT, attributes: claudeRequest(bad) },
    { nano: AT, attributes: claudeRequest({ request_id: 'req_2', model: 'claude-opus-4-5\0' }) },
  ];
  expect((await sendTree(jsonLogs({ 'outlay.customer': '\udc00' }, records))).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ requests: '2', spend: '15000000' });
  expect((await storedEvents(api)).map(({ session }) => session).sort()).toEqual(['ab', 'sess-1']);
});

test('a count that no request can have is rejected, and the exporter is not told to try again', async () => {
  const point = (value: number) => ({
    nano: AT,
    start: AT,
    value,
    attributes: { 'session.id': 's', model: 'claude-opus-4-5', type: 'input' },
  });
  for (const value of [1e300, -5, 9e18])
    for (const temporality of [1, 2]) {
      const answer = await sendTree(jsonMetrics('claude_code.token.usage', [point(value)], temporality), 'metrics');
      expect([answer.status, await answer.json()]).toMatchObject([
        200,
        { partialSuccess: { rejectedDataPoints: '1' } },
      ]);
    }
  expect(await db.runningTotal.count()).toBe(0);
  for (const tokens of [1e300, 9e18])
    await sendTree(jsonLogs({}, [{ nano: AT, attributes: claudeRequest({ input_tokens: tokens }) }]));
  expect(await countedTotals(api)).toMatchObject({ requests: '0' });
});

test('a small body that unfolds to millions of values is refused before they are made', async () => {
  const json = (inner: string) => gzipSync(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[${inner}{}]}]}]}`);
  const statuses = await Promise.all([
    send({ body: json('{},'.repeat(2_500_000)), headers: gzip }),
    send({
      body: gzipSync(nested([10, 18, 18], Buffer.alloc(6_000_000, Buffer.from([18, 0])))),
      headers: { ...gzip, ...protobuf },
    }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([413, 413]);
});

/** A protobuf message within messages, by the tags of the fields from the outermost to the innermost. */
function nested(tags: readonly number[], inner: Buffer): Buffer {
  return [...tags]
    .slice(0, 2)
    .reduceRight((content, tag) => Buffer.concat([Buffer.from([tag]), varint(content.length), content]), inner);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

test('depth, groups without an end and lengths beyond the body are answered, not followed', async () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
  const bodies: [number, SentExport][] = [
    [200, { body: deep }],
    [200, { body: `{"resourceLogs":${deep}}` }],
    [400, { body: Buffer.alloc(1_000_000, 0x0b), headers: protobuf }],
    [400, { body: Buffer.from([10, 255, 255, 255, 255, 15]), headers: protobuf }],
    [400, { body: Buffer.alloc(12, 0xff), headers: protobuf }],
    [400, { body: gzipSync('{}').subarray(0, 12), headers: gzip }],
  ];
  for (const [status, sent] of bodies) expect((await send(sent)).status).toBe(status);
  expect(await db.usageBucket.count()).toBe(0);
});

test('replaying an export, or parts of it in another order, counts nothing twice', async () => {
  const logs = [1, 2, 3].map((id) => ({ nano: AT, attributes: claudeRequest({ request_id: `req_${id}` }) }));
  for (const records of [logs, logs.toReversed(), logs.slice(1)]) await sendTree(jsonLogs({}, records));
  expect(await countedTotals(api)).toMatchObject({ requests: '3', spend: '22500000' });
});
