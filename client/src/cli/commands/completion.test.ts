import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../test/run-cli.ts';
import { commandNames } from '../commands.ts';

const script = async (shell: string) => (await runCli(['completion', shell])).output;

/** What bash offers for the last of the words. */
async function offered(...words: string[]): Promise<string[]> {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const program = `${await script('bash')}\nCOMP_WORDS=(outlay ${quoted}); COMP_CWORD=${words.length}; _outlay; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', program], { encoding: 'utf8' }).trim().split('\n');
}

test('bash offers commands, flags and values', async () => {
  expect(await offered('mo')).toEqual(['models']);
  expect(await offered('')).toEqual(expect.arrayContaining([...commandNames]));
  expect(await offered('models', '--pe')).toEqual(['--period']);
  expect(await offered('export', 'fo')).toEqual(['focus']);
  expect(await offered('export', 'chargeback', '--format', '')).toEqual(['csv', 'xlsx', 'html']);
  expect(await offered('export', 'usage', '--output', '')).toEqual(['']);
});

test('zsh and fish know every command and the choices of a flag', async () => {
  const [zsh, fish] = [await script('zsh'), await script('fish')];
  for (const name of commandNames) {
    expect(zsh).toMatch(new RegExp(`^ {4}${name}\\) _arguments `, 'm'));
    expect(fish).toMatch(new RegExp(`^complete -c outlay -n __fish_use_subcommand -f -a ${name} `, 'm'));
  }
  expect(zsh).toContain(':value:(csv xlsx html)');
  expect(fish).toContain("-l format -x -a 'csv xlsx html'");
});

async function scriptIn(shell: string, name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), await script(shell));
  return folder;
}

/** What a terminal shows after a line and the Tab key. */
const ZSH = `zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "PS1='@@ '; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -d $1/dump; bindkey '^I' complete-word; echo READ''Y"
zpty -r shell shown $'*READY*@@ '
zpty -w -n shell "$2"$'\\t\\x01#\\x05\\nprint DO\\'\\'NE\\n'
zpty -r shell shown $'*DONE*'
print -r -- "$shown"
zpty -d shell`;

const SHELLS: Record<string, (line: string) => Promise<string>> = {
  async zsh(line) {
    const folder = await scriptIn('zsh', '_outlay');
    writeFileSync(join(folder, 'ask.zsh'), ZSH);
    const args = ['-f', join(folder, 'ask.zsh'), folder, line];
    return stripVTControlCharacters(execFileSync('zsh', args, { encoding: 'utf8', timeout: 20_000 }));
  },
  async fish(line) {
    const folder = await scriptIn('fish', 'outlay.fish');
    const program = `source ${join(folder, 'outlay.fish')}; complete -C ${JSON.stringify(line)}`;
    return execFileSync('fish', ['--no-config', '-c', program], { encoding: 'utf8', timeout: 20_000 });
  },
};

const isInstalled = (shell: string) => {
  try {
    execFileSync(shell, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Not every machine has them; their texts are looked at on all. */
test.each(Object.keys(SHELLS).filter(isInstalled))(
  '%s itself offers commands, flags and values',
  {
    timeout: 90_000,
  },
  async (shell) => {
    const shown = SHELLS[shell] ?? (() => Promise.reject(new Error(shell)));
    const commands = await shown('outlay ');
    for (const name of commandNames) expect(commands).toContain(name);
    expect(await shown('outlay mo')).toContain('models');
    expect(await shown('outlay models --pe')).toContain('--period');
    expect(await shown('outlay export fo')).toContain('focus');
    for (const format of ['csv', 'html', 'xlsx']) {
      expect(await shown('outlay export chargeback --format ')).toContain(format);
    }
  },
);

test('2: no other shell', async () => {
  const { code, errors } = await runCli(['completion', 'tcsh']);
  expect({ code, errors }).toEqual({
    code: 2,
    errors: '<shell>: "tcsh" is not possible. Use one of: bash, zsh, fish.\n',
  });
});
