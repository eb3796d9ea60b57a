import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { periodMonth } from '../ledger/close/period-month.ts';
import { journalFormats, journalTargets } from '../ledger/journal/journal-formats.ts';
import { readJournals } from '../ledger/journal/read-journals.ts';
import { type ExportRequest, fileResponse } from './export-route.ts';
import { inExportSnapshot } from './export-snapshot.ts';
import { requireExportAdmin } from './require-export-admin.ts';

const NAME = /^\/export\/journal\/(\d{4}-\d{2})\.([a-z-]+)$/;
const types = { csv: 'text/csv; charset=utf-8', iif: 'text/plain; charset=utf-8' } as const;
const part = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .optional();

/**
 * `/export/journal/2026-09.xero`, for administrators. Several files (Xero takes 300 lines each) are one ZIP, or one of
 * them by `?part=1`.
 */
export async function exportJournal({ actor, url }: ExportRequest): Promise<Response> {
  requireExportAdmin(actor);
  const [, name = '', targetName = ''] = NAME.exec(url.pathname) ?? [];
  const target = journalTargets.find((known) => known === targetName);
  if (!target) throw new NotFoundError('Journal', url.pathname.replace('/export/journal/', ''));
  const month = parseInput(z.object({ month: periodMonth }), { month: `${name}-01` }).month;
  const wanted = parseInput(z.object({ part }), { part: url.searchParams.get('part') ?? undefined }).part;
  const { journals, isClosed } = await inExportSnapshot((client) => readJournals(client, month));
  const { extension, files } = journalFormats[target];
  const contents = files(journals);
  const headers = { 'x-outlay-parts': String(contents.length), 'x-outlay-period': isClosed ? 'CLOSED' : 'OPEN' };
  const stem = `journal-${name}-${target}${isClosed ? '' : '-draft'}`;
  const [only = ''] = contents;
  if (wanted !== undefined) {
    const content = contents[wanted - 1];
    if (content === undefined)
      throw new InvalidInputError(
        'part',
        String(wanted),
        `There are ${contents.length} parts.`,
        'Ask for one of them.',
      );
    return fileResponse(`${stem}-${wanted}.${extension}`, types[extension], content, headers);
  }
  if (contents.length === 1) return fileResponse(`${stem}.${extension}`, types[extension], only, headers);
  const parts = contents.map((content, index) => [`${stem}-${index + 1}.${extension}`, strToU8(content)]);
  return fileResponse(`${stem}.zip`, 'application/zip', zipSync(Object.fromEntries(parts)), headers);
}
