import { VendorError } from '../lib/errors.ts';

/** More than any vendor has for one question; without an end a broken vendor would be read for ever. */
const MAX_PAGES = 10_000;

/**
 * Steps through a vendor's pages: give it each page's own word, get the cursor of the next, undefined after the last.
 * The function it makes throws VendorError (VENDOR_RESPONSE) for pages that can have no end.
 * @param what names the question, `Anthropic's cost_report`
 */
export function pageSteps(what: string) {
  const seen = new Set<string>();
  return (hasMore: boolean, cursor: string | null | undefined): string | undefined => {
    if (!hasMore) return undefined;
    if (!cursor) throw refusal(what, 'promises another page without saying which');
    if (seen.has(cursor)) throw refusal(what, 'leads to the same page again');
    if (seen.size >= MAX_PAGES) throw refusal(what, `has more than ${MAX_PAGES} pages`);
    seen.add(cursor);
    return cursor;
  };
}

const refusal = (what: string, problem: string) => new VendorError('VENDOR_RESPONSE', `${what} ${problem}.`);
