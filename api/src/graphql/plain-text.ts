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

/** Path of the first such text in a JSON value, `input.name`; by a list of its own, however deep the value is. */
function unstorableField(variables: unknown): string | undefined {
  const remaining: { path: string; value: unknown }[] = [{ path: '', value: variables }];
  for (let next = remaining.pop(); next; next = remaining.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && !isStorable(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, part] of Object.entries(value)) {
      const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (!isStorable(key)) return path || 'variables';
      remaining.push({ path: at, value: part });
    }
  }
  return undefined;
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
