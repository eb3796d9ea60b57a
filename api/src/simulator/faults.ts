import type { VendorAccount } from './truth.ts';

/** The next `times` requests (of a path containing `path`) are answered with `status`. */
export interface Failure {
  status: number;
  times?: number;
  retryAfterSeconds?: number;
  path?: string;
}

/** The next `times` answers break off after `afterBytes` of the body. */
interface Drop {
  afterBytes: number;
  times?: number;
  path?: string;
}

export interface RequestLogEntry {
  account: VendorAccount;
  method: string;
  path: string;
  query: string;
  status: number;
  /** Epoch ms by the simulator's clock. */
  at: number;
}

export interface Faults {
  failNext(account: VendorAccount, failure: Failure): void;
  outage(account: VendorAccount, isDown: boolean): void;
  dropConnection(account: VendorAccount, drop: Drop): void;
  takeFailure(account: VendorAccount, path: string): Failure | null;
  takeDrop(account: VendorAccount, path: string): Drop | null;
}

interface Pending<T> {
  account: VendorAccount;
  fault: T;
  left: number;
}

export function openFaults(): Faults {
  const failures: Pending<Failure>[] = [];
  const drops: Pending<Drop>[] = [];
  const down = new Set<VendorAccount>();
  return {
    failNext: (account, fault) => failures.push({ account, fault, left: fault.times ?? 1 }),
    dropConnection: (account, fault) => drops.push({ account, fault, left: fault.times ?? 1 }),
    outage: (account, isDown) => (isDown ? down.add(account) : down.delete(account)),
    takeFailure: (account, path) => (down.has(account) ? { status: 503 } : take(failures, account, path)),
    takeDrop: (account, path) => take(drops, account, path),
  };
}

function take<T extends { path?: string }>(pending: Pending<T>[], account: VendorAccount, path: string): T | null {
  const found = pending.find((one) => one.account === account && one.left > 0 && path.includes(one.fault.path ?? ''));
  if (!found) return null;
  found.left--;
  return found.fault;
}
