import { Prisma } from '@outlay/prisma';

/** Whether a write failed because another row already holds a unique value. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
