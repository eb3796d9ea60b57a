import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** The world in which a process id means one process: this boot of this machine, and this container. */
export function machineIdentity(): string {
  if (process.platform === 'linux') {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  }
  return process.platform === 'darwin' ? output('sysctl', ['-n', 'kern.boottime']) : '';
}

/**
 * When the process `pid` started, in the system's own notation; undefined when there is none.
 * Together with the pid it names one process for ever, since pids are used again. Empty where the system does not tell.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxProcessStart(pid);
  if (!isRunning(pid)) return undefined;
  return process.platform === 'darwin' ? output('ps', ['-o', 'lstart=', '-p', String(pid)]) : '';
}

function linuxProcessStart(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function output(command: string, parameters: string[]): string {
  return spawnSync(command, parameters, { encoding: 'utf8' }).stdout?.trim() ?? '';
}
