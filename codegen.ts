import type { CodegenConfig } from '@graphql-codegen/cli';

const types = {
  useTypeImports: true,
  strictScalars: true,
  enumsAsTypes: true,
  importExtension: '.ts' as const,
  emitLegacyCommonJSImports: false,
  scalars: {
    ID: 'string',
    Decimal: 'string',
    BigInt: 'string',
    Date: 'string',
    DateTime: 'string',
    JSON: 'unknown',
  },
};

const config: CodegenConfig = {
  schema: 'api/schema.graphql',
  generates: {
    'web/src/gql/': {
      documents: ['web/src/**/*.{ts,tsx}', '!web/src/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: types,
    },
    // Text only: what runs at the user's side needs no GraphQL library.
    'client/src/gql/': {
      documents: ['client/src/operations/**/*.graphql'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { ...types, documentMode: 'string' },
    },
  },
};

export default config;
