import type { SessionFile } from '../../find-files.ts';
import { scanLines } from '../../scan-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import { isSubagent, mainFileOf, sessionOf } from './locations.ts';
import { ResponseLines } from './response-lines.ts';
import { SideConversations } from './side-conversations.ts';

// Every count's name ends so, and the search for what begins with a rare byte is the quickest.
const MARKERS = [Buffer.from('_tokens"')];

/** Reads session files line by line, main conversations first. */
export class ClaudeCodeReader implements SourceReader {
  readonly #run: SourceRun;
  readonly #sides: SideConversations;

  constructor(run: SourceRun) {
    this.#run = run;
    this.#sides = new SideConversations(run, MARKERS);
  }

  get isHolding(): boolean {
    return this.#sides.isHolding;
  }

  order(a: SessionFile, b: SessionFile): number {
    return Number(isSubagent(a.path)) - Number(isSubagent(b.path)) || (a.path < b.path ? -1 : 1);
  }

  read(file: SessionFile, { offset }: Progress): Slice {
    const { path } = file;
    const sessionId = sessionOf(path);
    // Main conversations come first, so that what their subagents repeat of them is known by now.
    const known = isSubagent(path) ? sessionId : undefined;
    if (known !== undefined) this.#sides.learn(mainFileOf(path, known));
    const mainFile = known === undefined ? remembered((id) => mainFileOf(path, id)) : undefined;
    const fallbackInstant = new Date(file.modified).toISOString();
    const lines = new ResponseLines({ sessionId, projectOf: this.#run.projectOf, fallbackInstant });
    const scanned = scanLines({
      path,
      from: offset,
      budget: SLICE,
      markers: MARKERS,
      onLongLine: () => this.#run.report({ path, kind: 'long-line' }),
      onLine: (line, isWhole) => {
        const responses = lines.read(line);
        if (!responses) this.#run.report({ path, kind: isWhole ? 'malformed' : 'unfinished' });
        else for (const response of responses) this.#sides.tell(response, mainFile);
      },
    });
    for (const response of lines.end()) this.#sides.tell(response, mainFile);
    return { offset: scanned.offset, hasMore: !scanned.isAtEnd };
  }

  finish(): void {
    this.#sides.decide();
  }
}

/** The same answer for the same text again, which is most often the last one asked. */
function remembered(answer: (text: string) => string): (text: string) => string {
  let last: { text: string; answer: string } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: answer(text) };
    return last.answer;
  };
}
