import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from './cli/command.ts';
import { COMMANDS, commandNames, isCommandName } from './cli/commands.ts';
import { EXIT } from './cli/exit-code.ts';
import { parseCommandLine } from './cli/parse-command-line.ts';
import { server } from './test/sample-server.ts';
import { openUserMachine, type Ran, type UserMachine } from './test/user-machine.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['client/README.md', 'docs/client.md'];
const INSTALL = 'npm install --global https://outlay.example.com/client/outlay.tgz';
const text = (page: string) => readFileSync(join(root, page), 'utf8');

/** Command lines of the page's shell blocks, without remarks. */
const commandLines = (page: string) =>
  [...text(page).matchAll(/```sh\n(.*?)```/gs)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*/, ''))
    .filter((line) => /^(outlay|claude|npm install) /.test(line));

/** Everything written as code that begins with the program's name. */
const mentions = (page: string) => [...text(page).matchAll(/`(outlay [a-z][^`\n]*)`/g)].map(([, line = '']) => line);

const HELLO = JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});

let machine: UserMachine;

/** A user's machine with the files that the pages name, and what the server hands out. */
beforeAll(async () => {
  machine = openUserMachine();
  expect(await run(INSTALL)).toMatchObject({ code: 0 });
  const { home } = machine;
  // Stands for the assistant: starts the command it is told of, as that does.
  machine.addProgram('claude', 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"');
  for (const folder of ['.local/share/bash-completion/completions', '.zsh/completions', '.config/fish/completions']) {
    mkdirSync(join(home, folder), { recursive: true });
  }
  writeFileSync(join(home, 'token.txt'), `${server.tokens.admin}\n`);
  writeFileSync(
    join(home, 'invoices.csv'),
    `date,description,amount\n2024-06-01,Documented ${performance.now()},10.00\n`,
  );
  writeFileSync(
    join(home, 'bank.csv'),
    `Booked,Text,Value,Balance\n2024-06-02,Documented ${performance.now()},3.10,9\n`,
  );
});
afterAll(() => machine.close());

/** Runs a line of a page in a shell; the token comes from standard input, as in a script. */
function run(line: string): Promise<Ran> {
  const command = line.replaceAll(/https:\/\/outlay\.example\.com|http:\/\/localhost:4000/g, server.url);
  const signedIn = { OUTLAY_URL: server.url, OUTLAY_TOKEN: server.tokens.admin };
  const input = line.startsWith('claude') ? HELLO : server.tokens.admin;
  return machine.run(command, line.startsWith('outlay login') ? {} : signedIn, `${input}\n`);
}

describe.each(pages)('%s', (page) => {
  test.each([...new Set(commandLines(page))])('%s', { timeout: 120_000 }, async (line) => {
    const { code, output, errors } = await run(line);
    expect(errors).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect({ code, errors }).toMatchObject({ code: 0 });
    const [, file] = / (?:>|--output) (\S+)$/.exec(line) ?? [];
    if (file) expect(existsSync(join(machine.home, file.replace('~/', '')))).toBe(true);
    else expect(output).not.toBe('');
  });

  test('begins with how to get the program', () => {
    expect(commandLines(page)[0]).toBe(INSTALL);
  });

  test('names commands and flags that exist', async () => {
    expect(mentions(page).length).toBeGreaterThan(3);
    for (const mention of mentions(page)) {
      const [name = '', ...args] = mention.split(' ').slice(1);
      expect(isCommandName(name), mention).toBe(true);
      if (!isCommandName(name)) continue;
      const command: Command = await COMMANDS[name].load();
      if (args.length > 0) expect(() => parseCommandLine(name, command, args), mention).not.toThrow();
    }
  });

  test('links to files that exist', () => {
    const targets = [...text(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target ?? '');
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });
});

test('README.md: every line about the command line runs', async () => {
  const lines = commandLines('README.md');
  expect(lines[0]).toMatch(/^npm install --global http.*\/client\/outlay\.tgz$/);
  for (const line of lines) expect({ line, ...(await run(line)) }).toMatchObject({ line, code: 0 });
});

test('docs/tracker.md: the package installs from the server, and from a file that was kept', async () => {
  const kept = [...text('docs/tracker.md').matchAll(/`(npm (?:pack|install) [^`]+)`/g)].map(([, line = '']) => line);
  const lines = [...commandLines('docs/tracker.md'), ...kept];
  expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'npm install',
    'npm pack',
    'npm install',
  ]);
  for (const line of lines) expect({ line, ...(await run(line)) }).toMatchObject({ line, code: 0 });
  const { dependencies } = JSON.parse(readFileSync(join(machine.home, 'package.json'), 'utf8'));
  expect(dependencies.outlay).toMatch(/^file:.*outlay-0\.1\.0\.tgz$/);
});

test('the pages tell of every command', () => {
  for (const page of pages)
    expect(
      commandNames.filter((name) => !text(page).includes(`outlay ${name}`)),
      page,
    ).toEqual([]);
});

test('every exit code is documented', () => {
  const documented = [...text('docs/client.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(documented).toEqual(Object.values(EXIT));
});
