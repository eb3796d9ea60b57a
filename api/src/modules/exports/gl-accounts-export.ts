import { requireScope } from '../auth/permissions.ts';
import { glAccountsCsv } from '../ledger/gl-accounts-csv.ts';
import { type ExportRequest, streamedResponse } from './export-route.ts';

/** `/export/gl-accounts.csv`: the chart of accounts as `importCsv` reads it. @throws UnauthenticatedError | ForbiddenError */
export async function exportGlAccounts({ actor }: ExportRequest): Promise<Response> {
  requireScope(actor, 'READ');
  return streamedResponse('gl-accounts.csv', 'text/csv; charset=utf-8', glAccountsCsv());
}
