import { roleLabels } from '../../lib/labels.ts';

/** Roles for a select. */
export const roleOptions = [
  { value: 'MEMBER', label: roleLabels.MEMBER },
  { value: 'ADMIN', label: roleLabels.ADMIN },
];
