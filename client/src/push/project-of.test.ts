import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFinder, projectOfRemote } from './project-of.ts';
import { Home } from './push-kit.ts';

const config = (...remotes: [name: string, url: string][]) =>
  `[core]\n\tbare = false\n${remotes.map(([name, url]) => `[remote "${name}"]\n\turl = ${url}\n\tfetch = x\n`).join('')}`;

describe('the project of a remote', () => {
  it.each([
    ['https://github.com/acme/web.git', 'acme/web'],
    ['https://user:ghp_secret@github.com/acme/web', 'acme/web'],
    ['git@github.com:acme/web.git', 'acme/web'],
    ['ssh://git@gitlab.example.com:2222/group/sub/web.git/', 'sub/web'],
    ['https://dev.azure.com/acme/Shop%20Front/_git/web?path=/x', '_git/web'],
    ['web-host:web.git', 'web'],
    ['/srv/git/web.git', undefined],
    ['../web', undefined],
    ['~/web.git', undefined],
    ['file:///srv/git/web.git', undefined],
    ['C:\\git\\web', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (address, project) => {
    expect(projectOfRemote(address)).toBe(project);
  });
});

describe('the project of a folder', () => {
  const projectIn = (home: Home, folder: string) => projectFinder(home.path)(join(home.path, folder));

  it("is its repository's remote, origin before others, also from a folder inside", () => {
    const home = new Home();
    home.write('code/web/.git/config', config(['fork', 'git@x:me/web'], ['origin', 'git@x:acme/web']));
    home.write('code/api/.git/config', config(['upstream', 'git@x:acme/api']));
    expect(projectIn(home, 'code/web')).toBe('acme/web');
    expect(projectIn(home, 'code/web/src/deep')).toBe('acme/web');
    expect(projectIn(home, 'code/api')).toBe('acme/api');
  });

  it("is the repository's folder where there is no remote", () => {
    const home = new Home();
    home.write('code/tools/.git/config', config());
    expect(projectIn(home, 'code/tools/src')).toBe('tools');
  });

  it('of a worktree and of a submodule is that of their repository', () => {
    const home = new Home();
    home.write('code/web/.git/config', config(['origin', 'git@x:acme/web']));
    home.write('code/web/.git/worktrees/fix/commondir', '../..\n');
    home.write('trees/fix/.git', `gitdir: ${join(home.path, 'code/web/.git/worktrees/fix')}\n`);
    home.write('code/web/.git/modules/lib/config', config(['origin', 'git@x:acme/lib']));
    home.write('code/web/lib/.git', 'gitdir: ../.git/modules/lib\n');
    expect(projectIn(home, 'trees/fix/src')).toBe('acme/web');
    expect(projectIn(home, 'code/web/lib')).toBe('acme/lib');
  });

  it('is its own name outside of repositories and when it is gone, and nothing at home', () => {
    const home = new Home();
    mkdirSync(join(home.path, 'notes'));
    expect(projectIn(home, 'notes')).toBe('notes');
    expect(projectIn(home, 'gone/for/good')).toBe('good');
    expect(projectIn(home, '.')).toBeUndefined();
    expect(projectFinder(home.path)('C:\\Users\\ada\\code\\web')).toBe('web');
    expect(projectFinder(home.path)('no path')).toBeUndefined();
  });

  it('is never that of a repository around the home folder', () => {
    const home = new Home();
    home.write('.git/config', config(['origin', 'git@x:ada/dotfiles']));
    expect(projectIn(home, 'code/web')).toBe('web');
  });
});
