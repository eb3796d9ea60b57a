import type { Prisma } from '@outlay/prisma';
import { ConflictError } from '../../lib/errors.ts';

/**
 * Locks the active administrators until the end of the transaction, so that two at the same moment cannot both leave.
 * @throws ConflictError when nobody else would be left
 */
export async function requireAnotherAdmin(tx: Prisma.TransactionClient, memberId: number): Promise<void> {
  const admins = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM member WHERE role = 'ADMIN' AND status = 'ACTIVE' ORDER BY id FOR UPDATE`;
  if (admins.every(({ id }) => id === memberId))
    throw new ConflictError('memberId', 'This is the last active administrator. Make somebody else one first.');
}
