import { PGlite } from '@electric-sql/pglite';

const withoutNoSync = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
const setting = (name: string, value: string | number) => ['-c', `${name}=${value}`];

const common = [
  ...setting('TimeZone', 'UTC'),
  ...setting('work_mem', '32MB'),
  ...setting('maintenance_work_mem', '128MB'),
  ...setting('random_page_cost', 1.1),
  ...setting('max_wal_size', '128MB'),
];

/** Every commit reaches the disk. `fdatasync`, PostgreSQL's default, is an empty function in PGlite. */
export const durableStartParameters = [
  ...withoutNoSync,
  ...setting('fsync', 'on'),
  ...setting('wal_sync_method', 'fsync'),
  ...common,
];

/** For databases in memory. */
export const memoryStartParameters = [...PGlite.defaultStartParams, ...common];
