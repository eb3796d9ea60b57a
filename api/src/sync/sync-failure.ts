import { OutlayError, VendorError } from '../lib/errors.ts';

/** Why a stream could not be read or stored, as an admin reads it. */
export interface SyncFailure {
  code: string;
  message: string;
  isRetryable: boolean;
  retryAfterMs: number;
}

/** Messages of the unexpected stay in the log. */
export function toSyncFailure(error: unknown): SyncFailure {
  if (error instanceof VendorError) {
    const { code, message, retryable, retryAfterMs } = error;
    return { code, message, isRetryable: retryable, retryAfterMs: retryAfterMs ?? 0 };
  }
  if (error instanceof OutlayError) {
    return { code: error.code, message: error.message, isRetryable: false, retryAfterMs: 0 };
  }
  return {
    code: 'INTERNAL',
    message: 'Reading or storing failed unexpectedly; the log of the server says why. It is tried again.',
    isRetryable: true,
    retryAfterMs: 0,
  };
}
