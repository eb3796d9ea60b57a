import { createHash, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../lib/clock.ts';
import { queueAllSyncs, queueDueSyncs } from './schedule.ts';

export interface SyncHookOptions {
  pool: Pool;
  clock: Clock;
  /** `CRON_SECRET`; undefined: the hook is off. */
  cronSecret: string | undefined;
}

/**
 * `POST /hooks/sync` for an outside cron, with `Authorization: Bearer <CRON_SECRET>`: queues the connections that are due,
 * or with `?all=true` every active one, and answers 202 with the ids of the runs.
 */
export async function handleSyncHook(request: Request, options: SyncHookOptions): Promise<Response> {
  const { pool, clock, cronSecret } = options;
  if (!cronSecret) return answer(404, { error: 'The hook is off. Set CRON_SECRET to switch it on.' });
  if (!['POST', 'GET'].includes(request.method)) return answer(405, { error: 'Use POST.' }, { allow: 'POST, GET' });
  const sent = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  if (!isSame(sent, cronSecret)) {
    return answer(401, { error: 'Send Authorization: Bearer <CRON_SECRET>.' }, { 'www-authenticate': 'Bearer' });
  }
  const all = new URL(request.url).searchParams.get('all');
  if (all !== null && all !== 'true' && all !== 'false') {
    return answer(400, { error: `all: "${all}" is not known. Use all=true or leave it out.` });
  }
  const queue = all === 'true' ? queueAllSyncs : queueDueSyncs;
  const runs = await queue(pool, clock(), 'outside cron');
  return answer(202, { syncRuns: runs.map((id) => `SyncRun:${id}`) });
}

function isSame(sent: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
