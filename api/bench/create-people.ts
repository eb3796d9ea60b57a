import type { PrismaClient } from '@outlay/prisma';
import { KEYS } from './generate-usage.ts';

const TEAMS = 12;

/** The members whose keys are used, in teams. */
export async function createPeople(prisma: PrismaClient): Promise<void> {
  const teams = await prisma.team.createManyAndReturn({
    data: Array.from({ length: TEAMS }, (_, index) => ({ name: `Team ${index}` })),
  });
  const members = await prisma.member.createManyAndReturn({
    data: Array.from({ length: KEYS }, (_, key) => ({ email: `person.${key}@example.com`, name: `Person ${key}` })),
  });
  await prisma.teamMembership.createMany({
    data: members.map(({ id }, index) => ({ memberId: id, teamId: teams[index % TEAMS]?.id ?? 0 })),
  });
}
