/** One server-sent event: its data, and the text it came in, to be handed on. */
export interface SentEvent {
  data: string;
  raw: string;
}

/** Cuts a stream of server-sent events into events; bytes may be cut anywhere. */
export function createEventSplitter() {
  const decoder = new TextDecoder();
  let rest = '';
  /** Characters of the rest that hold no blank line. */
  let seen = 0;

  function take(isEnd: boolean): SentEvent[] {
    const events: SentEvent[] = [];
    const blank = /\r?\n\r?\n|\r\r/g;
    blank.lastIndex = Math.max(0, seen - 3);
    let begin = 0;
    for (let match = blank.exec(rest); match; match = blank.exec(rest)) {
      events.push(toEvent(rest.slice(begin, blank.lastIndex)));
      begin = blank.lastIndex;
    }
    rest = rest.slice(begin);
    seen = rest.length;
    if (isEnd && rest !== '') events.push(toEvent(rest));
    return events;
  }

  return {
    push(bytes: Uint8Array): SentEvent[] {
      rest += decoder.decode(bytes, { stream: true });
      return take(false);
    },
    /** What came after the last blank line. */
    end(): SentEvent[] {
      rest += decoder.decode();
      return take(true);
    },
  };
}

function toEvent(raw: string): SentEvent {
  const lines = raw.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'));
  return { raw, data: lines.map((line) => line.slice(line.startsWith('data: ') ? 6 : 5)).join('\n') };
}
