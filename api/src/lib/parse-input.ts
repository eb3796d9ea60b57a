import type { z } from 'zod';
import { InvalidInputError } from './errors.ts';

const SECRET = /password|token|secret|credential/i;

/**
 * The input as the schema describes it. A check of our own may carry its remedy: `{ error: 'is …', params: { remedy: 'Use …' } }`.
 * @throws InvalidInputError naming the first field that cannot be accepted; a secret's value is not repeated.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path ?? [];
  const field = path.join('.') || 'input';
  const value = SECRET.test(field) ? '' : path.reduce(valueAt, input);
  throw new InvalidInputError(field, value ?? '', sentence(issue?.message ?? 'cannot be accepted'), remedyOf(issue));
}

const valueAt = (holder: unknown, key: PropertyKey) =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function remedyOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'custom' && typeof issue.params?.remedy === 'string') return issue.params.remedy;
  if (issue?.code === 'too_small')
    return issue.origin === 'string'
      ? `Write at least ${issue.minimum} character(s).`
      : `Use at least ${issue.minimum}.`;
  if (issue?.code === 'too_big')
    return issue.origin === 'string' ? `Write at most ${issue.maximum} characters.` : `Use at most ${issue.maximum}.`;
  if (issue?.code === 'invalid_format' && issue.format === 'regex') return 'Write it in that form.';
  if (issue?.code === 'invalid_format') return `Write it as a valid ${issue.format}.`;
  return 'Correct it and send it again.';
}
