import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test/run-cli.ts';
import { Home } from '../push-kit.ts';
import { defaultInstaller, INSTALLERS, type InstallerName } from './apply-plan.ts';

const outlay = (home: Home, args: string, environment: Record<string, string> = {}) =>
  runCli(['push', ...args.split(' ')], { environment: { HOME: home.path, ...environment } });
const textOf = (home: Home, path: string) => readFileSync(join(home.path, path), 'utf8');

const PLACES: Record<InstallerName, string[]> = {
  systemd: ['.config/systemd/user/outlay-push.service', '.config/systemd/user/outlay-push.timer'],
  launchd: ['Library/LaunchAgents/dev.outlay.push.plist'],
  'claude-code': ['.claude/settings.json'],
};

describe.each(Object.keys(INSTALLERS) as InstallerName[])('%s', (name) => {
  it('shows what it would write, writes it, and takes it away', async () => {
    const home = new Home();
    const shown = await outlay(home, `install --with ${name} --show`);
    expect(shown.code).toBe(0);
    for (const place of PLACES[name]) expect(existsSync(join(home.path, place))).toBe(false);

    const installed = await outlay(home, `install --with ${name}`);
    expect(installed).toMatchObject({ code: 0, errors: '' });
    for (const place of PLACES[name]) {
      expect(installed.output).toContain(`Wrote ${join(home.path, place)}`);
      expect(shown.output).toContain(textOf(home, place));
      expect(statSync(join(home.path, place)).mode & 0o077).toBe(0);
    }
    const before = PLACES[name].map((place) => textOf(home, place));
    await outlay(home, `install --with ${name}`);
    expect(PLACES[name].map((place) => textOf(home, place))).toEqual(before);

    expect((await outlay(home, `uninstall --with ${name}`)).code).toBe(0);
    for (const place of PLACES[name]) {
      const rest = existsSync(join(home.path, place)) ? textOf(home, place) : '';
      expect(rest).not.toContain('push');
    }
    expect((await outlay(home, `uninstall --with ${name}`)).code).toBe(0);
  });

  it('passes on where things lie, and never the token', async () => {
    const home = new Home();
    const environment = { OUTLAY_CONFIG_DIR: '/conf/100% "mine" & $HOME', OUTLAY_TOKEN: 'out_secret' };
    const { output, errors } = await outlay(home, `install --with ${name}`, environment);
    const written = PLACES[name].map((place) => textOf(home, place)).join('');
    expect(written + output).not.toContain('out_secret');
    expect(errors).toContain('sign in with outlay login');
    if (name === 'systemd') expect(written).toContain('Environment="OUTLAY_CONFIG_DIR=/conf/100%% \\"mine\\" & $HOME"');
    if (name === 'launchd') expect(written).toContain('<string>/conf/100% "mine" &amp; $HOME</string>');
  });
});

/** Programs that know whether a file is as their system wants it; not every machine has them. */
const CHECKS: [program: string, name: InstallerName, args: (paths: string[]) => string[]][] = [
  ['systemd-analyze', 'systemd', (paths) => ['verify', '--user', '--man=no', '--recursive-errors=no', ...paths]],
  ['plutil', 'launchd', (paths) => ['-lint', ...paths]],
  [
    'python3',
    'launchd',
    (paths) => ['-c', 'import plistlib, sys; print(plistlib.load(open(sys.argv[1], "rb")))', ...paths],
  ],
];
const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined;

it.each(CHECKS.filter(([program]) => isInstalled(program)))('%s finds no fault', async (program, name, args) => {
  const home = new Home();
  const folder = '/conf/100% "mine" & <yours> $HOME';
  await outlay(home, `install --with ${name}`, { OUTLAY_CONFIG_DIR: folder });
  const paths = PLACES[name].map((place) => join(home.path, place));
  const { status, stdout, stderr } = spawnSync(program, args(paths), {
    encoding: 'utf8',
    env: { ...process.env, HOME: home.path, XDG_RUNTIME_DIR: home.path },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  if (program === 'python3') {
    expect(stdout).toContain(folder);
    expect(stdout).toContain("'push', '--quiet'");
  }
});

it('the hook is a command that a shell runs as this program', async () => {
  const home = new Home();
  const program = home.write('my "$HOME" `tools`/outlay.ts', 'process.stdout.write(process.argv.slice(2).join(" "));');
  const [file] = INSTALLERS['claude-code'].install({
    command: [process.execPath, program],
    environment: {},
    home: home.path,
  });
  const { hooks } = JSON.parse(file?.text ?? '');
  // As Claude Code's settings have it: event, groups, commands with seconds.
  expect(hooks).toEqual({ SessionEnd: [{ hooks: [{ type: 'command', command: expect.any(String), timeout: 60 }] }] });
  const { command } = hooks.SessionEnd[0].hooks[0];
  expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe('push --quiet');
});

describe('the hook of Claude Code', () => {
  const theirs = {
    model: 'opus',
    hooks: {
      Stop: [{ hooks: [] }],
      SessionEnd: [{ matcher: 'x', hooks: [{ type: 'command', command: 'git push --quiet' }] }],
    },
  };

  it('leaves everything else in the settings as it was', async () => {
    const home = new Home();
    home.write('.claude/settings.json', JSON.stringify(theirs));
    await outlay(home, 'install --with claude-code');
    const { hooks, model } = JSON.parse(textOf(home, '.claude/settings.json'));
    expect(model).toBe('opus');
    expect(hooks.SessionEnd).toHaveLength(2);
    expect(hooks.SessionEnd[1].hooks[0]).toMatchObject({ type: 'command', timeout: 60 });
    expect(hooks.SessionEnd[1].hooks[0].command).toMatch(/push --quiet$/);
    await outlay(home, 'uninstall --with claude-code');
    expect(JSON.parse(textOf(home, '.claude/settings.json'))).toEqual(theirs);
  });

  it('writes into the file a link leads to', async () => {
    const home = new Home();
    home.write('dotfiles/settings.json', '{}');
    home.write('.claude/x', '');
    symlinkSync('../dotfiles/settings.json', join(home.path, '.claude/settings.json'));
    await outlay(home, 'install --with claude-code');
    expect(lstatSync(join(home.path, '.claude/settings.json')).isSymbolicLink()).toBe(true);
    expect(textOf(home, 'dotfiles/settings.json')).toContain('push --quiet');
  });

  it('does not touch settings it cannot read', async () => {
    const home = new Home();
    const path = home.write('.claude/settings.json', '{ // mine\n}');
    const { code, errors } = await outlay(home, 'install --with claude-code');
    expect(code).toBe(1);
    expect(errors).toContain('is not JSON that can be changed safely');
    expect(errors).not.toContain('    at ');
    expect(readFileSync(path, 'utf8')).toBe('{ // mine\n}');
    writeFileSync(path, '');
    expect((await outlay(home, 'install --with claude-code')).code).toBe(0);
  });
});

it('is what the system starts programs with when nothing is named, and all when it is taken away', async () => {
  expect((['linux', 'darwin', 'win32'] as const).map(defaultInstaller)).toEqual(['systemd', 'launchd', 'claude-code']);
  const home = new Home();
  expect((await outlay(home, 'install')).code).toBe(0);
  expect(existsSync(join(home.path, PLACES[defaultInstaller(process.platform)][0] ?? ''))).toBe(true);
  for (const name of ['systemd', 'launchd', 'claude-code']) await outlay(home, `install --with ${name}`);
  const { code, output } = await outlay(home, 'uninstall');
  expect(code).toBe(0);
  for (const place of Object.values(PLACES).flat()) expect(output).toContain(join(home.path, place));
  expect(output).toContain('systemctl --user disable --now outlay-push.timer');
  expect(await outlay(home, 'uninstall')).toMatchObject({
    code: 0,
    output: 'Nothing here pushed by itself.\n',
  });
});
