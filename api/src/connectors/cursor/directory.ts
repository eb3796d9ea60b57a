import type { DirectoryEntry } from '../connector.ts';
import { type CursorContext, fetchTeamMembers } from './client.ts';

/** Present and removed members, under the address by which events name them. */
export async function* readDirectory(context: CursorContext): AsyncGenerator<DirectoryEntry> {
  for (const member of await fetchTeamMembers(context)) {
    const email = member.email.trim().toLowerCase();
    yield { kind: 'USER', externalId: email, email, name: member.name ?? '', isDeleted: member.isRemoved ?? false };
  }
}
