import { type PGlite, types } from '@electric-sql/pglite';
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';

const CHAR = 18;
const NAME = 19;
const OID = 26;
const TEXT_ARRAY = 1009;
const NAME_ARRAY = 1003;
const CHAR_ARRAY = 1002;
const INT2_ARRAY = 1005;
const BOOL_ARRAY = 1000;

const columnTypes = new Map<number, ColumnType>([
  [types.BOOL, ColumnTypeEnum.Boolean],
  [types.INT2, ColumnTypeEnum.Int32],
  [types.INT4, ColumnTypeEnum.Int32],
  [types.INT8, ColumnTypeEnum.Int64],
  [OID, ColumnTypeEnum.Int64],
  [CHAR, ColumnTypeEnum.Character],
  [NAME, ColumnTypeEnum.Text],
  [TEXT_ARRAY, ColumnTypeEnum.TextArray],
  [NAME_ARRAY, ColumnTypeEnum.TextArray],
  [CHAR_ARRAY, ColumnTypeEnum.CharacterArray],
  [INT2_ARRAY, ColumnTypeEnum.Int32Array],
  [BOOL_ARRAY, ColumnTypeEnum.BooleanArray],
]);
const asText = (value: string) => value;
const parsers = { [types.INT8]: asText, [OID]: asText, [CHAR]: asText, [NAME]: asText };

/**
 * What Prisma's schema engine needs to read the catalogue of an in-process PGlite.
 * `@prisma/adapter-pg` refuses the "char" type that those reads return, and nothing here may write.
 */
export function schemaEngineAdapter(database: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const info = { provider: 'postgres', adapterName: 'outlay-catalogue-reader' } as const;
  const adapter: SqlDriverAdapter = {
    ...info,
    queryRaw: (query) => queryRaw(database, query),
    executeRaw: refuseWrite,
    executeScript: refuseWrite,
    startTransaction: refuseWrite,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => undefined,
  };
  return { ...info, connect: async () => adapter, connectToShadowDb: refuseWrite };
}

async function queryRaw(database: PGlite, query: SqlQuery): Promise<SqlResultSet> {
  const { fields, rows } = await database.query<unknown[]>(query.sql, query.args, { rowMode: 'array', parsers });
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => columnTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
    rows,
  };
}

async function refuseWrite(): Promise<never> {
  throw new Error('The schema engine may only read the throw-away database.');
}
