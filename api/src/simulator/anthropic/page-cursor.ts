import { hash32 } from '../random.ts';
import { invalid } from './anthropic-error.ts';

/** Where a page starts. `until` pins an end the caller left open; `isRetold` follows an empty page. */
interface PageCursor {
  offset: number;
  until: number;
  isRetold: boolean;
}

const queryHash = (path: string, query: URLSearchParams): number => {
  const pairs = [...query].filter(([name]) => name !== 'page').map(([name, value]) => `${name}=${value}`);
  return hash32(path, ...pairs.sort());
};

/** Cursors belong to one query: any other parameter changed makes them invalid. */
export function writeCursor(path: string, query: URLSearchParams, cursor: PageCursor): string {
  const text = JSON.stringify([queryHash(path, query), cursor.offset, cursor.until, cursor.isRetold ? 1 : 0]);
  return `page_${Buffer.from(text).toString('base64url')}`;
}

export function readCursor(path: string, query: URLSearchParams): PageCursor | null {
  const page = query.get('page');
  if (page === null) return null;
  const [hash, offset, until, retold] = fieldsOf(page);
  if (offset === undefined || until === undefined) throw invalid('page: Invalid page token');
  if (hash !== queryHash(path, query)) {
    throw invalid('page: This page token was issued for different query parameters; start again without it');
  }
  return { offset, until, isRetold: retold === 1 };
}

function fieldsOf(page: string): number[] {
  try {
    const fields: unknown = JSON.parse(Buffer.from(page.replace(/^page_/, ''), 'base64url').toString('utf8'));
    return Array.isArray(fields) ? fields.filter((field) => typeof field === 'number') : [];
  } catch {
    return [];
  }
}

/** About one page in six comes back empty first, with a cursor to ask again. */
export const isEmptyFirst = (path: string, query: URLSearchParams, offset: number): boolean =>
  hash32('empty page', queryHash(path, query), offset) % 6 === 0;
