import type { Route } from '../../http/route.ts';
import { type ExportDependencies, exportRoute } from './export-route.ts';
import { exportJournal } from './journal-export.ts';

/** Everything below `/export/`. */
export function exportRoutes(dependencies: ExportDependencies): Route[] {
  return [exportRoute('/export/journal/*', dependencies, exportJournal)];
}
