import { VendorError } from '../../lib/errors.ts';
import { type CursorContext, fetchTeamMembers } from './client.ts';

export const KEY_HELP =
  'Outlay needs a Cursor Admin API key (crsr_… or key_…): a team admin creates it in the Cursor dashboard under Settings → Advanced → Admin API keys.';

/** @throws VendorError VENDOR_CREDENTIALS saying which key is needed. */
export async function check(context: CursorContext): Promise<{ accountName: string }> {
  if (context.credentials.adminKey.startsWith('sk-')) {
    throw new VendorError('VENDOR_CREDENTIALS', `This is a model vendor's key. ${KEY_HELP}`);
  }
  const members = await fetchTeamMembers(context);
  return { accountName: `Cursor team of ${members.filter((member) => !member.isRemoved).length}` };
}
