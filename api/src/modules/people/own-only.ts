/** A field for the member themself and administrators; others read null. */
export const ownOnly = {
  nullable: true,
  authScopes: ({ id }: { id: number }) => ({ self: id }),
  unauthorizedResolver: () => null,
} as const;
