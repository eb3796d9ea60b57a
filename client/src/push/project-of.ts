import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * The project of a working folder: `owner/name` of its git remote, else the name of the repository's folder, else of
 * the folder itself. Read from `.git/config`, so that no process is started. Folders that no longer exist keep their
 * own name; home and root are no project.
 */
export function projectFinder(home: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (folder) => {
    if (!known.has(folder)) known.set(folder, projectAt(folder, home));
    return known.get(folder);
  };
}

function projectAt(folder: string, home: string): string | undefined {
  if (!isAbsolute(folder) && !/^[A-Za-z]:[\\/]/.test(folder)) return undefined;
  const repository = isAbsolute(folder) ? repositoryOf(folder, home) : undefined;
  if (repository) return projectOfRemote(remoteOf(repository.git)) ?? nameOf(repository.root, home);
  return nameOf(folder, home);
}

const nameOf = (folder: string, home: string) =>
  resolve(folder) === resolve(home) ? undefined : basename(folder.replaceAll('\\', '/')).slice(0, 200) || undefined;

function repositoryOf(folder: string, home: string): { root: string; git: string } | undefined {
  for (let root = resolve(folder); root !== resolve(home); root = dirname(root)) {
    const git = join(root, '.git');
    const stats = statsOf(git);
    if (stats?.isDirectory()) return { root, git };
    if (stats?.isFile()) return worktreeOf(root, git);
    if (root === dirname(root)) return undefined;
  }
  return undefined;
}

/** `.git` as a file points to the repository a worktree or submodule belongs to. */
function worktreeOf(root: string, file: string): { root: string; git: string } {
  const pointer = /^gitdir:\s*(.+)$/m.exec(textAt(file))?.[1];
  if (!pointer) return { root, git: file };
  const own = resolve(root, pointer.trim());
  const common = textAt(join(own, 'commondir')).trim();
  const git = common ? resolve(own, common) : own;
  return { root: common ? dirname(git) : root, git };
}

function remoteOf(git: string): string | undefined {
  const remotes = new Map<string, string>();
  let remote: string | undefined;
  for (const line of textAt(join(git, 'config')).split('\n')) {
    const section = /^\s*\[\s*(.+?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) remote = /^remote\s+"(.+)"$/.exec(section)?.[1];
    const url = /^\s*url\s*=\s*(.+?)\s*$/.exec(line)?.[1];
    if (remote !== undefined && url !== undefined && !remotes.has(remote)) remotes.set(remote, url);
  }
  return remotes.get('origin') ?? remotes.values().next().value;
}

/** `owner/name` of a remote's address; its host, user and password stay here. */
export function projectOfRemote(address: string | undefined): string | undefined {
  const path = address
    ?.replace(/^[a-z+]+:\/\/[^/]*\//i, '')
    .replace(/^[^/:]+:(?!\/\/)/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const names = path?.split('/').filter((name) => name && !name.includes('@')) ?? [];
  const isLocal = address !== undefined && /^([/.~]|file:|[A-Za-z]:[\\/])/.test(address);
  return names.length > 0 && !isLocal ? names.slice(-2).join('/').slice(0, 200) : undefined;
}

function statsOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
