import { hostname } from 'node:os';
import { machineIdentity, processStart } from '../embedded/process-identity.ts';

const SEPARATOR = '|';

/** Names this process for ever: machine and boot, pid, start. */
export function currentWorkerId(): string {
  return [machineOf(), process.pid, processStart(process.pid) ?? ''].join(SEPARATOR);
}

/** Whether a worker of this machine is known to be gone; one elsewhere is judged by its heartbeat. */
export function isWorkerGone(workerId: string): boolean {
  const [machine, pid = '', start] = workerId.split(SEPARATOR);
  return machine === machineOf() && (processStart(Number(pid)) ?? 'none') !== start;
}

const machineOf = () => `${hostname()} ${machineIdentity()}`;
