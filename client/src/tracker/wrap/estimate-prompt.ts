import { createTokenCounter } from '../estimate-tokens.ts';
import { parseFields } from './dialect.ts';

/** What of a request the model reads. */
const READ = ['messages', 'input', 'prompt', 'instructions', 'system', 'tools', 'functions'] as const;

/** Estimated tokens of a request's own text; pictures, sound and files in it are left out. */
export function estimatePrompt(body: unknown): number {
  if (typeof body !== 'string') return 0;
  const request = parseFields(body);
  const counter = createTokenCounter();
  for (const field of READ) addTexts(request[field], counter.add);
  return counter.total();
}

function addTexts(value: unknown, add: (text: string) => void): void {
  if (typeof value === 'string') {
    if (!value.startsWith('data:')) add(`${value}\n`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, content] of Object.entries(value)) {
    if (key !== 'data' && key !== 'file_data' && key !== 'image_url') addTexts(content, add);
  }
}
