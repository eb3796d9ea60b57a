import { pool } from '../../db.ts';
import { RateLimitedError } from '../../lib/errors.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { networkOf } from './network-of.ts';
import { tokenHash } from './secret-token.ts';
import { BLOCK_UNTIL, BLOCKED_UNTIL, COUNT_ATTEMPTS, FORGIVE, PRUNE, UNCOUNT_ONE } from './sign-in-throttle.sql.ts';

const ALLOWED_PER_ACCOUNT = 5;
const ALLOWED_PER_ADDRESS = 30;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const PRUNED_EVERY_MS = 3_600_000;

/** One thing attempts are counted for: whose account, from which address. */
export interface Attempt {
  action: 'sign-in' | 'password-reset' | 'account-link';
  account: string;
  address: string;
}

const accountKey = ({ action, account }: Attempt) => tokenHash(`${action}/account/${account}`);
const addressKey = ({ action, address }: Attempt) => tokenHash(`${action}/address/${networkOf(address)}`);

/** Counts an attempt as failed until it is forgiven. @throws RateLimitedError while account or address must wait. */
export async function countAttempt(attempt: Attempt, now: Date): Promise<void> {
  const allowed = new Map([
    [accountKey(attempt), ALLOWED_PER_ACCOUNT],
    [addressKey(attempt), ALLOWED_PER_ADDRESS],
  ]);
  const keys = [...allowed.keys()];
  const blockedUntil = await inTransaction(pool, async (client) => {
    const blocked = await client.query<{ blocked_until: Date | null }>(BLOCKED_UNTIL, [keys, now]);
    const until = blocked.rows[0]?.blocked_until;
    if (until) return until;
    const { rows } = await client.query<{ key: string; failure_count: number }>(COUNT_ATTEMPTS, [keys, now]);
    if (rows.length < keys.length) return new Date(now.getTime() + FIRST_WAIT_MS);
    for (const { key, failure_count } of rows) {
      const excess = failure_count - (allowed.get(key) ?? 0);
      if (excess >= 0) await client.query(BLOCK_UNTIL, [key, new Date(now.getTime() + waitAfter(excess))]);
    }
    return undefined;
  });
  await pruneIfDue(now);
  if (blockedUntil)
    throw new RateLimitedError('Too many attempts.', Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
}

let prunedAt = 0;

/** Now and then: what a quiet day has forgiven need not be kept. */
async function pruneIfDue(now: Date): Promise<void> {
  if (Math.abs(now.getTime() - prunedAt) < PRUNED_EVERY_MS) return;
  prunedAt = now.getTime();
  await pool.query(PRUNE, [now]);
}

const waitAfter = (excess: number) => Math.min(FIRST_WAIT_MS * 2 ** Math.min(excess, 20), LONGEST_WAIT_MS);

/** The account's owner got in: earlier slips no longer count, and this attempt not against the address. */
export async function forgiveAttempt(attempt: Attempt): Promise<void> {
  await pool.query(FORGIVE, [accountKey(attempt)]);
  await pool.query(UNCOUNT_ONE, [addressKey(attempt), ALLOWED_PER_ADDRESS]);
}
