type Kind = 'word' | 'digits' | 'dense' | 'foreign' | 'space' | 'mark';

/**
 * Tokens of a text, by the kinds of its characters; no tokenizer, no model in mind. Measured against o200k_base:
 * docs/tracker.md states the error. For callers that know no counts: record it with `isEstimated`.
 */
export function estimateTokens(text: string): number {
  const counter = createTokenCounter();
  counter.add(text);
  return counter.total();
}

export interface TokenCounter {
  /** Text that follows what was added before; it is looked at and not kept. */
  add(text: string): void;
  total(): number;
}

/** Estimates a text that comes in pieces as if it came whole. */
export function createTokenCounter(): TokenCounter {
  let settled = 0;
  let kind: Kind = 'space';
  let length = 0;
  return {
    add(text) {
      for (const character of text) {
        const next = kindOf(character.codePointAt(0) ?? 0);
        if (next === kind) {
          length += 1;
        } else {
          settled += tokensOf(kind, length);
          kind = next;
          length = 1;
        }
      }
    },
    total: () => Math.ceil(settled + tokensOf(kind, length)),
  };
}

function kindOf(point: number): Kind {
  if ((point >= 97 && point <= 122) || (point >= 65 && point <= 90)) return 'word';
  if (point === 32 || (point >= 9 && point <= 13)) return 'space';
  if (point >= 48 && point <= 57) return 'digits';
  if (point < 128) return 'mark';
  if (point < 0x250) return 'word';
  if (point >= 0x2e80 && point < 0xfb00) return 'dense';
  return point < 0x1f000 ? 'foreign' : 'mark';
}

/** Tokens of a run of characters of one kind. */
function tokensOf(kind: Kind, length: number): number {
  if (length === 0) return 0;
  if (kind === 'word') return length <= 6 ? 1 : 1 + (length - 6) * 0.15;
  if (kind === 'digits') return Math.ceil(length / 3);
  if (kind === 'dense') return length * 0.75;
  if (kind === 'foreign') return length * 0.3;
  // A single space belongs to the word after it.
  if (kind === 'space') return length === 1 ? 0 : 1;
  return length === 1 ? 0.8 : length * 0.6;
}
