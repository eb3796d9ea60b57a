import { openAsBlob, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { DurableNodeFS, requireDurableCommits } from './durable-fs.ts';
import { durableStartParameters, memoryStartParameters } from './engine-settings.ts';
import { closeIdleHolder } from './idle-holder.ts';
import { SharedSession } from './shared-session.ts';
import type { EngineStorage, WorkerCommand, WorkerInput, WorkerMessage } from './worker-messages.ts';

const input: WorkerInput = workerData;
const session = await openSession(input.storage).catch(fail);
const server = await listen(session).catch(fail);
const idleWatch = setInterval(() => closeIdleHolder(session, server, input.idleInTransactionMs), 1_000);
parentPort?.on('message', (command: WorkerCommand) => {
  if (command === 'stop') stop().catch(fail);
});
report({ type: 'ready', port: Number(server.getServerConn().split(':').at(-1)) || 0 });

async function openSession(storage: EngineStorage): Promise<SharedSession> {
  const runningSince = new BigInt64Array(input.runningSince);
  const extensions = { amcheck };
  if (storage.kind === 'memory') {
    const loadDataDir = await openAsBlob(storage.snapshotPath);
    const memory = new SharedSession(runningSince, { loadDataDir, extensions, startParams: memoryStartParameters });
    await memory.waitReady;
    return memory;
  }
  const fs = new DurableNodeFS(storage.path, fail);
  const durable = new SharedSession(runningSince, { fs, extensions, startParams: durableStartParameters });
  await durable.waitReady;
  await requireDurableCommits(fs, () => durable.exec(`SELECT pg_logical_emit_message(true, 'outlay', 'started')`));
  return durable;
}

async function listen(db: SharedSession): Promise<PGLiteSocketServer> {
  const { address } = input;
  if (address.kind === 'socket') rmSync(address.path, { force: true });
  const place = address.kind === 'socket' ? { path: address.path } : { host: '127.0.0.1', port: address.port };
  const socketServer = new PGLiteSocketServer({ db, ...place, maxConnections: 32 });
  await socketServer.start();
  return socketServer;
}

async function stop(): Promise<void> {
  clearInterval(idleWatch);
  await server.stop();
  await session.exec('CHECKPOINT');
  await session.close();
  process.exit(0);
}

function report(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** Ends this thread only; the main thread opens the database anew, as after a crash. */
function fail(error: unknown): never {
  report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
