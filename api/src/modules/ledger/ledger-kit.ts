import { getNamedType, isUnionType } from 'graphql';
import { schema } from '../../graphql/schema.ts';
import type { TestClient } from '../../test/graphql-client.ts';

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const errorFields = {
  InvalidInputError: 'field value remedy',
  ConflictError: 'field',
  PeriodClosedError: 'field month',
  NotFoundError: 'typeName missingId: id',
  CsvError: 'problems { line column value message } problemCount',
};

export type Answer = Record<string, unknown>;

/** Runs `name(input: NameInput!)`; `fields` holds the fragments of the answer, other than errors. */
export async function mutate(client: TestClient, name: string, input: object, fields: string): Promise<Answer> {
  const result = getNamedType(schema.getMutationType()?.getFields()[name]?.type);
  const members = isUnionType(result) ? result.getTypes().map((type) => type.name) : [];
  const errors = Object.entries(errorFields)
    .filter(([type]) => members.includes(type))
    .map(([type, selection]) => `... on ${type} { ${selection} }`);
  const document = `mutation ($input: ${capitalized(name)}Input!) {
    ${name}(input: $input) { __typename ... on Error { code message } ${errors.join(' ')} ${fields} }
  }`;
  const data = await client.query<Record<string, Answer>>(document, { input });
  return data[name] ?? {};
}

/** The code of the refusal outside a result union. */
export async function refusal(client: TestClient, name: string, input: object): Promise<unknown> {
  const document = `mutation ($input: ${capitalized(name)}Input!) { ${name}(input: $input) { __typename } }`;
  return (await client.execute(document, { input })).errors[0]?.extensions.code;
}
