/** What people read for the API's enum names. */
export const roleLabels = { ADMIN: 'Administrator', MEMBER: 'Member' } as const;

export const statusLabels = {
  UNCLAIMED: 'Never signed in',
  INVITED: 'Invited',
  ACTIVE: 'Active',
  DEACTIVATED: 'Deactivated',
} as const;

export const scopeLabels = {
  READ: 'Read figures',
  USAGE_WRITE: 'Record usage',
  MANAGE: 'Change settings and people',
} as const;
