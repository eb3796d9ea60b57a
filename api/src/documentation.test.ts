import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from './graphql/schema.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['README.md', 'ARCHITECTURE.md', ...globSync('docs/**/*.md', { cwd: root })];
const text = (page: string) => readFileSync(join(root, page), 'utf8');
const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

/** Commands of pnpm and npm themselves. */
const BUILT_IN = new Set(['ci', 'exec', 'install', 'pack', 'run', 'uninstall']);

describe.each(pages)('%s', (page) => {
  test('names commands that exist', () => {
    const code = [...text(page).matchAll(/```.*?```|`[^`\n]+`/gs)].join('\n');
    const named = [...code.matchAll(/\b(?:pnpm|npm(?: run)?) ([a-z][a-z:]*)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !BUILT_IN.has(name) && !(name in scripts))).toEqual([]);
  });

  test('links to files that exist', () => {
    const targets = [...text(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target ?? '');
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  test('asks the API only what it answers', () => {
    for (const [, body] of text(page).matchAll(/-d '(\{"query".+?\})'/gs)) {
      const { query } = JSON.parse(body ?? '') as { query: string };
      expect(validate(schema, parse(query))).toEqual([]);
    }
  });
});
