import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { createServer, type OutlayServer } from '../server.ts';
import { clientPackageRoute } from './client-package.ts';

const directory = mkdtempSync(join(tmpdir(), 'outlay-package-'));
const path = join(directory, 'outlay.tgz');
const servers: OutlayServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  rmSync(path, { force: true });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A gzipped archive of one file, as packers write it. */
function packed(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  return gzipSync(Buffer.concat([header, Buffer.from(content.padEnd(512, '\0')), Buffer.alloc(1024)]));
}
const packageOf = (version: string) => packed('package/package.json', JSON.stringify({ name: 'outlay', version }));

/** A server that begins with what lies at the path; @returns its address */
async function start(): Promise<string> {
  const server = createServer({
    config: {
      publicUrl: 'http://outlay.test',
      trustProxy: false,
      allowedDomains: [],
      google: undefined,
      graphiql: false,
    },
    clock: systemClock,
    log: createLogger('silent'),
    webDirectory: directory,
    routes: [clientPackageRoute(path)],
  });
  servers.push(server);
  return server.listen(0, '127.0.0.1');
}

test('hands out the package to anybody, named by its version', async () => {
  writeFileSync(path, packageOf('1.2.3'));
  const url = `${await start()}/client/outlay.tgz`;
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="outlay-1.2.3.tgz"');
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(packageOf('1.2.3'));
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  for (const name of ['etag', 'content-length', 'content-disposition'])
    expect(head.headers.get(name)).toBe(answer.headers.get(name));
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
});

test('is asked for again each time, and sent again only when another was built', async () => {
  writeFileSync(path, packageOf('1.2.3'));
  const first = await fetch(`${await start()}/client/outlay.tgz`);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  const again = await fetch(`${await start()}/client/outlay.tgz`, { headers });
  expect([again.status, await again.text()]).toEqual([304, '']);
  writeFileSync(path, packageOf('1.2.4'));
  const upgraded = await fetch(`${await start()}/client/outlay.tgz`, { headers });
  expect(upgraded.status).toBe(200);
  expect(upgraded.headers.get('content-disposition')).toContain('outlay-1.2.4.tgz');
});

test.each([
  ['nothing', undefined],
  ['a file that was cut off', packageOf('1.2.3').subarray(0, 40)],
  ['an archive without a manifest', packed('package/README.md', 'Read me')],
])('with %s it says who can build it and how', async (_name, content) => {
  if (content) writeFileSync(path, content);
  const answer = await fetch(`${await start()}/client/outlay.tgz`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
  const refusal = await answer.json();
  expect(refusal).toEqual({
    code: 'NOT_FOUND',
    message: expect.stringContaining('`pnpm --filter outlay run package`'),
    error: refusal.message,
  });
});

test('nothing else is below /client/, nor above it', async () => {
  writeFileSync(path, packageOf('1.2.3'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html>');
  const { hostname, port } = new URL(await start());
  const statusOf = (asked: string) =>
    new Promise((resolve, reject) => {
      // `fetch` would tidy the path up.
      request({ hostname, port, path: asked }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  for (const asked of [
    '/client/',
    '/client/package.json',
    '/client/outlay.tgz/',
    '/client/Outlay.tgz',
    '/client/dist/cli/main.js',
    '/client/..%2foutlay.tgz',
    '/client/..%2f..%2fpackage.json',
    '/client/%2e%2e/%2e%2e/package.json',
    '/client/../../package.json',
    '/client/..\\..\\package.json',
    '/client/outlay.tgz%00',
  ])
    expect([asked, await statusOf(asked)]).toEqual([asked, 404]);
  expect(await statusOf('/client/outlay.tgz?any=thing')).toBe(200);
});
