import { AdminOnlyError } from '../lib/admin-only-error.ts';
import type { Viewer } from '../lib/viewer.tsx';

/** `beforeLoad` of pages for administrators. @throws AdminOnlyError, which the route shows as "no permission". */
export function requireAdmin({ context }: { context: { viewer: Viewer } }): void {
  if (!context.viewer.isAdmin) throw new AdminOnlyError();
}
