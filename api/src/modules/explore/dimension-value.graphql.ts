import { builder } from '../../graphql/builder.ts';

/** One value of a dimension, as a picker or a row shows it. */
export interface DimensionValue {
  key: string;
  label: string;
  detail: string | null;
}

export const DimensionValueType = builder.objectRef<DimensionValue>('DimensionValue').implement({
  fields: (t) => ({
    key: t.exposeString('key', { description: 'What a filter accepts; UNATTRIBUTED or NONE where there is no value.' }),
    label: t.exposeString('label'),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'Tells namesakes apart: an email, a code, a vendor.',
    }),
  }),
});
