import { PassThrough, Readable, Writable } from 'node:stream';
import { run } from '../cli/run.ts';
import type { Terminal } from '../cli/terminal.ts';

export interface CliResult {
  code: number;
  output: string;
  errors: string;
}

export interface CliOptions {
  environment?: Record<string, string>;
  /** What is piped in. */
  input?: string;
  /** A person sits there instead and types these answers when asked. */
  typed?: Readonly<Record<string, string>>;
  /** As if a person looked at a terminal of so many columns. */
  columns?: number;
  now?: () => Date;
  signal?: AbortSignal;
}

class Collector extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  constructor(columns: number | undefined) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns;
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.emit('text', this.text);
    done();
  }
}

/** A terminal's input, on which every question is answered once it is asked. */
function keyboardFor(answers: Readonly<Record<string, string>>, shown: Collector): Readable {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  const asked = new Set<string>();
  shown.on('text', (text: string) => {
    for (const [question, answer] of Object.entries(answers)) {
      if (!text.includes(question) || asked.has(question)) continue;
      asked.add(question);
      setImmediate(() => keyboard.write(answer));
    }
  });
  return keyboard;
}

/** One command line in this process, with its output collected. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { environment = {}, input = '', typed, columns, now = () => new Date(), signal } = options;
  const output = new Collector(columns);
  const errors = new Collector(columns);
  const source = typed ? keyboardFor(typed, errors) : Readable.from([input]);
  const terminal = { input: source, output, errors, environment, now } as Terminal;
  const code = await run(args, terminal, signal ?? new AbortController().signal);
  return { code, output: output.text, errors: errors.text };
}
