import type { Prisma } from '@outlay/prisma';
import { literalText } from '../../lib/search-text.ts';

/** The vendor of a code or name, in any case; made when it is the first of that name. */
export async function findOrCreateVendor(
  tx: Prisma.TransactionClient,
  { code, name }: { code: string; name: string },
): Promise<number> {
  const known = await tx.vendor.findFirst({
    where: { OR: [{ code }, { name: { equals: literalText(name), mode: 'insensitive' } }] },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  if (known) return known.id;
  await tx.vendor.createMany({ data: [{ code, name }], skipDuplicates: true });
  return (await tx.vendor.findUniqueOrThrow({ where: { code }, select: { id: true } })).id;
}

/** Its code as it would be written in a price list: `Acme AI` → `acme_ai`. */
export function vendorCodeOf(name: string): string {
  const code = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
  return code || name;
}

/** The tool of a code; made when nothing used it yet. */
export async function findOrCreateTool(tx: Prisma.TransactionClient, code: string, name: string): Promise<number> {
  const known = await tx.tool.findUnique({ where: { code }, select: { id: true } });
  if (known) return known.id;
  await tx.tool.createMany({ data: [{ code, name }], skipDuplicates: true });
  return (await tx.tool.findUniqueOrThrow({ where: { code }, select: { id: true } })).id;
}
