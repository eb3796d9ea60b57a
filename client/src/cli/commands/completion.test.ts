import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
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

test('2: no other shell', async () => {
  const { code, errors } = await runCli(['completion', 'tcsh']);
  expect({ code, errors }).toEqual({
    code: 2,
    errors: '<shell>: "tcsh" is not possible. Use one of: bash, zsh, fish.\n',
  });
});
