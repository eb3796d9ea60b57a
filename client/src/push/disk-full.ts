/** No space, no quota, or no larger files: to a person the same. */
const NO_ROOM: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

export const isDiskFull = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && NO_ROOM.includes(error.code);

/** Nothing can be written where progress is kept; what was read before stays as it is. */
export class DiskIsFull extends Error {
  constructor(folder: string, cause: unknown) {
    super(`There is no room left in ${folder}. Free disk space, or set OUTLAY_STATE_DIR to a folder with room.`, {
      cause,
    });
  }
}
