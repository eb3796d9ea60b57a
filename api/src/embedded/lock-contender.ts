import { DataDirectoryLockedError } from '../lib/startup-errors.ts';
import { lockDataDirectory } from './data-lock.ts';

/** Run by data-lock.test.ts: tries to lock, says how it went, and stays. */
const [, , dataDirectory = ''] = process.argv;
const outcome = await lockDataDirectory(dataDirectory).then(
  () => 'locked',
  (error: unknown) => (error instanceof DataDirectoryLockedError ? 'refused' : String(error)),
);
process.send?.(outcome);
process.on('message', () => undefined);
