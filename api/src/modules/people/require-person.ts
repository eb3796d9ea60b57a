import type { Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../lib/errors.ts';

type Tx = Prisma.TransactionClient;

function found<Row>(row: Row | null, typeName: string, id: number): Row {
  if (row === null) throw new NotFoundError(typeName, `${typeName}:${id}`);
  return row;
}

/** @throws NotFoundError */
export const requireMember = async (tx: Tx, id: number) =>
  found(await tx.member.findUnique({ where: { id } }), 'Member', id);

/** @throws NotFoundError */
export const requireTeam = async (tx: Tx, id: number) => found(await tx.team.findUnique({ where: { id } }), 'Team', id);

/** @throws NotFoundError */
export const requireProject = async (tx: Tx, id: number) =>
  found(await tx.project.findUnique({ where: { id } }), 'Project', id);

/** @throws NotFoundError */
export const requireAgent = async (tx: Tx, id: number) =>
  found(await tx.agent.findUnique({ where: { id } }), 'Agent', id);
