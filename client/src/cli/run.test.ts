import { expect, test } from 'vitest';
import { runCli } from '../test/run-cli.ts';
import type { Command } from './command.ts';
import { COMMANDS, commandNames } from './commands.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { version } from './version.ts';

test.each([[[]], [['--help']], [['-h']], [['help']]])('%s lists every command', async (args) => {
  const { code, output } = await runCli(args);
  expect(code).toBe(0);
  for (const name of commandNames) expect(output).toMatch(new RegExp(`^  ${name} +${COMMANDS[name].summary}$`, 'm'));
});

test.each(commandNames)('%s --help explains it with examples that can be typed', async (name) => {
  const { code, output } = await runCli([name, '--help']);
  expect(code).toBe(0);
  expect(output).toContain(`Usage: outlay ${name}`);
  const command: Command = await COMMANDS[name].load();
  expect(command.examples.length).toBeGreaterThan(0);
  for (const [flag, spec] of Object.entries(command.flags)) {
    expect(output).toContain(`--${flag}`);
    expect(spec.summary, flag).toMatch(/\.$/);
  }
  for (const [line] of command.examples) {
    expect(output).toContain(`outlay ${line}`);
    const [, ...args] = line.split(/ [<>] /)[0]?.match(/"[^"]*"|\S+/g) ?? [];
    expect(line.split(' ')[0]).toBe(name);
    expect(() =>
      parseCommandLine(
        name,
        command,
        args.map((arg) => arg.replace(/^"|"$/g, '')),
      ),
    ).not.toThrow();
  }
});

test('help <command> is <command> --help', async () => {
  expect(await runCli(['help', 'models'])).toEqual(await runCli(['models', '-h']));
});

test('--version', async () => {
  expect(await runCli(['--version'])).toEqual({ code: 0, output: `${version}\n`, errors: '' });
});

test('2: a command that does not exist, with the one that was meant', async () => {
  expect(await runCli(['modles'])).toEqual({
    code: 2,
    output: '',
    errors: '"modles" is no command. Did you mean: outlay models?\n',
  });
  expect((await runCli(['frobnicate'])).errors).toBe('"frobnicate" is no command. See: outlay --help\n');
});

test('3: nobody signed in', async () => {
  const { code, errors } = await runCli(['models'], { environment: { OUTLAY_CONFIG_DIR: '/nonexistent' } });
  expect({ code, errors }).toEqual({
    code: 3,
    errors: 'Not signed in to any server. Run: outlay login --url https://outlay.example.com\n',
  });
});

test('colour only where a person looks and wants it', async () => {
  const { isColoured } = await import('./terminal.ts');
  const at = (isTTY: boolean, environment: Record<string, string>) =>
    isColoured({ output: { isTTY }, environment } as Parameters<typeof isColoured>[0]);
  expect(at(true, {})).toBe(true);
  expect(at(false, {})).toBe(false);
  expect(at(true, { NO_COLOR: '1' })).toBe(false);
  expect(at(true, { TERM: 'dumb' })).toBe(false);
  expect(at(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(at(false, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
});
