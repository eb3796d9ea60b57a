/** Where a price comes from; the later wins over the earlier: catalogue, import, by hand. */
export const sourceLabels = { CATALOGUE: 'Catalogue', MANUAL: 'Set by hand', IMPORT: 'Imported' } as const;
