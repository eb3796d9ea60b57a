import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
let folder: string;

/** The published package as a user installs it: the manifest and `dist`, nothing else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-package-'));
  const dist = join(folder, 'node_modules/outlay/dist');
  execFileSync('pnpm', ['exec', 'rolldown', '--config', '--dir', dist, '--logLevel', 'silent'], { cwd: root });
  execFileSync('pnpm', ['exec', 'tsc', '--project', 'tsconfig.build.json', '--outDir', dist], { cwd: root });
  writeFileSync(join(folder, 'node_modules/outlay/package.json'), JSON.stringify(manifest));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = (path: string) => join(folder, 'node_modules/outlay', path);

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
