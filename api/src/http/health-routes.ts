import { pool } from '../db.ts';
import type { Route } from './route.ts';

const plain = (text: string, status = 200) =>
  new Response(`${text}\n`, { status, headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' } });

/** `/healthz`: the process answers. `/readyz`: so does the database, and no stop has been asked for. */
export function healthRoutes(isStopping: () => boolean): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => plain('ok') },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        if (isStopping()) return plain('stopping', 503);
        return pool.query('SELECT 1').then(
          () => plain('ready'),
          () => plain('the database does not answer', 503),
        );
      },
    },
  ];
}
