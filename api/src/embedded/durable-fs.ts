import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitArguments = Parameters<NodeFS['init']>;
type EngineOptions = InitArguments[1];
type EngineModule = Parameters<NonNullable<EngineOptions['preRun']>[number]>[0];
type NodeFileOperations = { fsync?: (stream: { nfd: number }) => void };

/**
 * PGlite's file system with the one call it leaves out: fsync. Without it a commit survives `kill -9` but not a power cut.
 * It rests on Emscripten's NODEFS, so the engine version is pinned and `requireDurableCommits` checks the effect.
 */
export class DurableNodeFS extends NodeFS {
  syncCount = 0;
  readonly #onFailure: (error: unknown) => never;

  constructor(directory: string, onFailure: (error: unknown) => never) {
    super(directory);
    this.#onFailure = onFailure;
  }

  override init(engine: InitArguments[0], options: EngineOptions): ReturnType<NodeFS['init']> {
    return super.init(engine, { ...options, preRun: [...(options.preRun ?? []), (module) => this.#hook(module)] });
  }

  #hook(module: EngineModule): void {
    nodeFileOperations(module).fsync = ({ nfd }) => {
      try {
        fsyncSync(nfd);
      } catch (error) {
        this.#onFailure(error);
      }
      this.syncCount += 1;
    };
  }
}

/** Emscripten's table of file operations for host files; it is there in every build that PGlite ships for Node. */
function nodeFileOperations(module: EngineModule): NodeFileOperations {
  const { filesystems } = module.FS as unknown as { filesystems: { NODEFS: { stream_ops: NodeFileOperations } } };
  return filesystems.NODEFS.stream_ops;
}

/** Commits once and refuses to go on when that commit did not reach fsync. */
export async function requireDurableCommits(
  files: Pick<DurableNodeFS, 'syncCount'>,
  commit: () => Promise<unknown>,
): Promise<void> {
  const before = files.syncCount;
  await commit();
  if (files.syncCount === before) {
    throw new Error(
      'The embedded database does not write commits to disk: its fsync hook had no effect. ' +
        'Install the exact dependency versions of pnpm-lock.yaml, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}
