import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { server } from './test/sample-server.ts';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const url = `${server.url}/client/outlay.tgz`;
let folder: string;

/** A program's folder into which npm installed what the server hands out; no registry is needed. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-package-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'program', type: 'module' }));
  execFileSync('npm', ['install', '--cache', join(folder, '.npm'), '--registry', 'http://127.0.0.1:9', url], {
    cwd: folder,
    stdio: 'pipe',
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = (path: string) => join(folder, 'node_modules/outlay', path);

test('is all that npm installs, and says nothing of where it was built', () => {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  expect(Object.keys(packages)).toEqual(['', 'node_modules/outlay']);
  expect(packages['node_modules/outlay']).toMatchObject({ version: manifest.version, resolved: url });
  expect(readFileSync(own('package.json'), 'utf8')).not.toMatch(/catalog:|workspace:|link:|file:|@outlay\//);
  expect(readdirSync(own('.')).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  for (const name of ['LICENSE', 'README.md'])
    expect(readFileSync(own(name), 'utf8')).toBe(readFileSync(join(root, name), 'utf8'));
});

test('holds everything its manifest names', () => {
  expect(manifest.private).toBeUndefined();
  for (const path of [manifest.bin.outlay, manifest.exports['.'].types, manifest.exports['.'].default]) {
    expect(existsSync(own(path)), path).toBe(true);
    expect(manifest.files.some((kept: string) => path.replace('./', '').startsWith(kept))).toBe(true);
  }
});

test('says which Node it needs as its pages do', () => {
  // `process.getBuiltinModule`, by which the tracker finds AsyncLocalStorage and the disk, is of 20.16 and 22.3.
  expect(manifest.engines.node).toBe('^20.16.0 || >=22.3.0');
  for (const page of ['README.md', '../docs/client.md', '../docs/tracker.md'])
    expect(readFileSync(join(root, page), 'utf8')).toContain('Node 20.16 or newer (of 22: 22.3)');
});

test('imports nothing but Node itself and what it depends on', () => {
  const imported = globSync('**/*.js', { cwd: own('dist') }).flatMap((path) =>
    [
      ...readFileSync(join(own('dist'), path), 'utf8').matchAll(
        /(?:^import|^export|[;}]\s*from|\bimport\()\s*(?:[^'"();]*?from\s*)?["']([^"']+)["']/gm,
      ),
    ].map(([, name]) => name ?? ''),
  );
  const packages = new Set(imported.filter((name) => !name.startsWith('.') && !isBuiltin(name)));
  expect([...packages]).toEqual(Object.keys(manifest.dependencies ?? {}));
  expect(imported).toContain('node:util');
});

test('the program runs by itself', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [own(manifest.bin.outlay), '--version'], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  const environment = { ...process.env, OUTLAY_CONFIG_DIR: folder, OUTLAY_URL: '', OUTLAY_TOKEN: '' };
  const refused = spawnSync(process.execPath, [own(manifest.bin.outlay), 'models'], {
    encoding: 'utf8',
    env: environment,
  });
  expect(refused).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('outlay login') });
});

test('a program that imports the tracker records its calls', async () => {
  const call = { vendor: 'anthropic', model: 'claude-opus-4-5', inputTokens: 1200, outputTokens: 300 };
  const options = { url: server.url, token: server.tokens.usageOnly };
  const program = `import { createTracker } from 'outlay';
    const flushed = (report) => process.stdout.write(JSON.stringify(report));
    const tracker = createTracker({ ...${JSON.stringify(options)}, hooks: { onFlush: flushed } });
    tracker.trackLLMCall(${JSON.stringify(call)});
    await tracker.flush();`;
  writeFileSync(join(folder, 'program.js'), program);
  const { stdout, stderr } = spawnSync(process.execPath, ['program.js'], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 1 });
});

test('a program in TypeScript finds the types of the tracker', () => {
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  writeFileSync(
    join(folder, 'use.ts'),
    "import * as outlay from 'outlay';\nexport const names: string[] = Object.keys(outlay);\n",
  );
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
  ];
  const check = spawnSync('pnpm', ['exec', 'tsc', ...options, join(folder, 'use.ts')], { cwd: root, encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0, stdout: '' });
});
