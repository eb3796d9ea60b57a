import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { InvalidInputError, type OutlayError } from '../lib/errors.ts';
import { toGraphQLError } from './errors.ts';

/** Refuses text that a database cannot store: with a NUL character, or half a surrogate pair. */
export function plainText(): Plugin {
  return {
    onParams({ params }) {
      const field = unstorableField(params.variables);
      if (field !== undefined) throw refusal(problemOf(field));
    },
    onValidate({ addValidationRule }) {
      addValidationRule(plainLiterals);
    },
  };
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

interface Part {
  value: unknown;
  key: string;
  within: Part | undefined;
}

/** Path of the first such text in a JSON value, `input.name`; by a list of its own, however deep the value is. */
function unstorableField(variables: unknown): string | undefined {
  const remaining: Part[] = [{ value: variables, key: '', within: undefined }];
  for (let part = remaining.pop(); part; part = remaining.pop()) {
    const { value } = part;
    if (typeof value === 'string' && !isStorable(value)) return pathOf(part);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return pathOf(part) || 'variables';
      if (typeof inner !== 'string' || !isStorable(inner)) remaining.push({ value: inner, key, within: part });
    }
  }
  return undefined;
}

function pathOf(part: Part): string {
  const steps: string[] = [];
  for (let { key, within } = part; within; { key, within } = within)
    steps.unshift(Array.isArray(within.value) ? `[${key}]` : `.${key}`);
  return steps.join('').replace(/^\./, '');
}

function plainLiterals(context: ValidationContext): ASTVisitor {
  return {
    StringValue(node) {
      if (isStorable(node.value)) return;
      const { message, extensions } = refusal(problemOf(context.getArgument()?.name ?? 'input'));
      context.reportError(new GraphQLError(message, { nodes: node, extensions }));
    },
  };
}

const problemOf = (field: string) =>
  new InvalidInputError(
    field,
    '',
    'the text holds a NUL character or half a surrogate pair.',
    'Remove the invisible character.',
  );

function refusal(error: OutlayError): GraphQLError {
  const { message, extensions } = toGraphQLError(error);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}
