export type FileSystem = typeof import('node:fs');

/** A file of another machine that nobody has touched for so long has no owner any more. */
const ORPHANED_AFTER_MS = 10 * 60_000;
const ENDING = '.outlay.jsonl';

/** Spools that are open in this process, so that two trackers on one directory leave each other's files alone. */
const REGISTRY = Symbol.for('outlay.spools');

function openSpools(): Set<string> {
  const found: unknown = Reflect.get(globalThis, REGISTRY);
  if (found instanceof Set) return found as Set<string>;
  const spools = new Set<string>();
  Reflect.set(globalThis, REGISTRY, spools);
  return spools;
}

export interface SpoolOwner {
  fileName(count: number): string;
  /** Files of the directory whose process ended, oldest name first. */
  orphans(): string[];
  leave(): void;
}

/**
 * Whose file is whose, by the files' names: machine, process, spool. Two owners that take the same file send the same
 * keys, which count once. @throws when this runtime has no file system
 */
export function ownSpool(directory: string, id: string, now: () => number): SpoolOwner & { fs: FileSystem } {
  const { fs, hostname, pid } = nodeParts();
  openSpools().add(id);

  function isOrphan(name: string): boolean {
    const [machine, owner, spool = ''] = name.split('~');
    if (openSpools().has(spool)) return false;
    if (machine === hostname) return owner === String(pid) || !isRunning(Number(owner));
    const modified = fs.statSync(`${directory}/${name}`, { throwIfNoEntry: false })?.mtimeMs;
    return modified !== undefined && now() - modified > ORPHANED_AFTER_MS;
  }

  return {
    fs,
    fileName: (count) => `${hostname}~${pid}~${id}~${String(count).padStart(8, '0')}${ENDING}`,
    orphans() {
      const names = fs.readdirSync(directory).filter((name) => name.endsWith(ENDING));
      return names.toSorted().filter(isOrphan);
    },
    leave: () => openSpools().delete(id),
  };
}

function isRunning(pid: number): boolean {
  try {
    return globalThis.process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Asked of the runtime, so that bundlers for browsers and edge runtimes find no Node module here. */
function nodeParts(): { fs: FileSystem; hostname: string; pid: number } {
  const runtime = globalThis.process;
  const fs = runtime?.getBuiltinModule?.('node:fs');
  const os = runtime?.getBuiltinModule?.('node:os');
  if (!fs || !os) throw new Error('This runtime has no file system: a spool needs Node 20.16 or later, or Bun.');
  return { fs, hostname: os.hostname().replaceAll(/[~/\\]/g, '-'), pid: runtime.pid };
}
