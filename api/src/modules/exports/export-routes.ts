import type { Route } from '../../http/route.ts';
import { boundedExports } from './bounded-exports.ts';
import { exportChargebackCsv, exportChargebackXlsx, showChargeback } from './chargeback-export.ts';
import { exportEntries } from './entries-export.ts';
import { type ExportDependencies, exportRoute } from './export-route.ts';
import { exportFocus } from './focus-export.ts';
import { exportGlAccounts } from './gl-accounts-export.ts';
import { exportJournal } from './journal-export.ts';
import { exportUsage } from './usage-export.ts';

/** Everything below `/export/`. */
export function exportRoutes(given: ExportDependencies): Route[] {
  const dependencies = { ...given, bounded: boundedExports() };
  return [
    exportRoute('/export/chargeback.csv', dependencies, exportChargebackCsv),
    exportRoute('/export/chargeback.html', dependencies, showChargeback),
    exportRoute('/export/chargeback.xlsx', dependencies, exportChargebackXlsx),
    exportRoute('/export/cost-entries.csv', dependencies, exportEntries),
    exportRoute('/export/focus.csv', dependencies, exportFocus),
    exportRoute('/export/gl-accounts.csv', dependencies, exportGlAccounts),
    exportRoute('/export/journal/*', dependencies, exportJournal),
    exportRoute('/export/usage.csv', dependencies, exportUsage),
  ];
}
