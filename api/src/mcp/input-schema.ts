import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';

/** JSON Schema of what a tool takes. */
export interface JsonSchema {
  type?: string;
  description?: string;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  default?: unknown;
}

const SCALARS: Record<string, JsonSchema> = {
  Boolean: { type: 'boolean' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Date: { type: 'string', description: 'A day, such as 2026-11-01.' },
  DateTime: { type: 'string', description: 'An instant, such as 2026-11-01T08:00:00Z.' },
  Decimal: { type: 'string', description: 'A decimal number as text, such as 12.50.' },
  BigInt: { type: 'string', description: 'A whole number as text.' },
};

/** The variables of a document's operation. */
export function inputSchema(schema: GraphQLSchema, document: DocumentNode): JsonSchema {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const { variable, type, defaultValue } of operation?.variableDefinitions ?? []) {
    const input = typeFromAST(schema, type) as GraphQLInputType | undefined;
    if (!input) throw new Error(`${variable.name.value} has a type that the schema does not know`);
    const name = variable.name.value;
    properties[name] = schemaOf(input);
    if (defaultValue) properties[name] = { ...properties[name], default: valueFromASTUntyped(defaultValue) };
    else if (isNonNullType(input)) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

function schemaOf(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return schemaOf(type.ofType);
  if (isListType(type)) return { type: 'array', items: schemaOf(type.ofType) };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? { type: 'string' };
  const fields = Object.values(type.getFields());
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, type: field, description }) => [
        name,
        { ...schemaOf(field), ...(description ? { description } : {}) },
      ]),
    ),
    required: fields
      .filter(({ type: field, defaultValue }) => isNonNullType(field) && defaultValue === undefined)
      .map(({ name }) => name),
    additionalProperties: false,
  };
}
