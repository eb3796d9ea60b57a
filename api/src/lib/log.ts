import type { Logger } from 'pino';

/** The part of the process's logger that library code writes to. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
