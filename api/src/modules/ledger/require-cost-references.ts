import type { Prisma } from '@outlay/prisma';
import { InvalidInputError } from '../../lib/errors.ts';
import { findOrCreateVendor, vendorCodeOf } from '../subscriptions/find-or-create-vendor.ts';
import type { CostLineDraft } from './post-cost-entry.ts';

type Tx = Prisma.TransactionClient;
type Reference = 'memberId' | 'teamId' | 'agentId' | 'projectId';
type LineReferences = Pick<CostLineDraft, Reference | 'glAccountId'>;

/** @throws InvalidInputError naming the line and field whose id does not exist, or whose account is archived */
export async function requireLineReferences(
  tx: Tx,
  lines: readonly LineReferences[],
  fieldOf: (index: number, name: string) => string = (index, name) => `lines.${index}.${name}`,
): Promise<void> {
  const ids = (name: Reference | 'glAccountId') => ({ id: { in: lines.flatMap((line) => line[name] ?? []) } });
  const select = { id: true };
  const known: [Reference, string, { id: number }[]][] = [
    ['memberId', 'Member', await tx.member.findMany({ where: ids('memberId'), select })],
    ['teamId', 'Team', await tx.team.findMany({ where: ids('teamId'), select })],
    ['agentId', 'Agent', await tx.agent.findMany({ where: ids('agentId'), select })],
    ['projectId', 'Project', await tx.project.findMany({ where: ids('projectId'), select })],
  ];
  const accounts = new Map((await tx.glAccount.findMany({ where: ids('glAccountId') })).map((row) => [row.id, row]));
  for (const [index, line] of lines.entries()) {
    for (const [name, typeName, rows] of known) {
      const id = line[name];
      if (id && !rows.some((row) => row.id === id)) throw unknownId(fieldOf(index, name), typeName, id);
    }
    if (!line.glAccountId) continue;
    const account = accounts.get(line.glAccountId);
    const field = fieldOf(index, 'glAccountId');
    if (!account) throw unknownId(field, 'GlAccount', line.glAccountId);
    if (account.archivedAt) {
      const problem = `${account.code} ${account.name} is archived.`;
      throw new InvalidInputError(field, `GlAccount:${account.id}`, problem, 'Choose another account, or restore it.');
    }
  }
}

/** @throws InvalidInputError naming the field */
export async function requireConnection(tx: Tx, id: number | null | undefined): Promise<void> {
  if (id && !(await tx.connection.findUnique({ where: { id }, select: { id: true } })))
    throw unknownId('connectionId', 'Connection', id);
}

/**
 * The vendor by id, or by name or code in any case; a name that no vendor has becomes one.
 * @throws InvalidInputError when the id does not exist
 */
export async function vendorOf(
  tx: Tx,
  { vendorId, vendorName }: { vendorId?: number | null | undefined; vendorName?: string | null | undefined },
): Promise<number | null> {
  if (vendorId) {
    if (!(await tx.vendor.findUnique({ where: { id: vendorId }, select: { id: true } })))
      throw unknownId('vendorId', 'Vendor', vendorId);
    return vendorId;
  }
  return vendorName ? findOrCreateVendor(tx, { code: vendorCodeOf(vendorName), name: vendorName }) : null;
}

function unknownId(field: string, typeName: string, id: number): InvalidInputError {
  const text = `${typeName}:${id}`;
  return new InvalidInputError(field, text, `${text} does not exist.`, `Copy the id of a ${typeName} from an answer.`);
}
