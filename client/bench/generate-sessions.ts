import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomFrom } from './random.ts';

export interface Generated {
  files: number;
  bytes: number;
  responses: number;
  /** Lines with usage, copies and half-written ones included. */
  usageLines: number;
}

interface Response {
  id: string;
  requestId: string;
  model: string;
  at: number;
  usage: Record<string, unknown>;
  output: number;
}

const MODELS = ['claude-opus-4-5-20251101', 'claude-sonnet-4-5-20250929', 'claude-haiku-4-5-20251001'];
const FIRST_DAY = Date.UTC(2026, 8, 1);

/**
 * Sessions of Claude Code as they lie on a developer's disk: responses written as one line per content block with
 * output counts that grow, tool results many times as large, side conversations, resumed sessions that begin with a
 * copy of another, and summaries of subagents that must not be added.
 * @param root the configuration folder; files come below `projects`
 */
export function generateSessions(root: string, files: number, bytes: number, seed = 1): Generated {
  const random = randomFrom(seed);
  const text = proseFrom(random, 1 << 16);
  const done: Generated = { files: 0, bytes: 0, responses: 0, usageLines: 0 };
  let earlier: { sessionId: string; lines: string[] } = { sessionId: uuidFrom(random), lines: [] };
  for (let index = 0; index < files; index += 1) {
    const folder = join(root, 'projects', `-home-dev-project-${index % 12}`);
    const isSide = index % 5 === 4;
    const sessionId = isSide ? earlier.sessionId : uuidFrom(random);
    const path = isSide
      ? join(root, 'projects', `-home-dev-project-${(index - 1) % 12}`, sessionId, 'subagents', `agent-${index}.jsonl`)
      : join(folder, `${sessionId}.jsonl`);
    const session = new SessionWriter(path, sessionId, index, random, text, isSide, done);
    // A resumed session begins with what it was resumed from, a side question with what it is about.
    if (index % 6 === 5) for (const line of earlier.lines) session.write(line);
    if (isSide) for (const line of earlier.lines.slice(-20)) session.write(asSideLine(line, random));
    const end = ((index + 1) * bytes) / files;
    while (done.bytes < end) session.turn();
    const lines = session.close();
    if (!isSide) earlier = { sessionId, lines };
    done.files += 1;
  }
  return done;
}

function asSideLine(line: string, random: () => number): string {
  const record: Record<string, unknown> = JSON.parse(Buffer.from(line, 'latin1').toString());
  const requestId = record.requestId === undefined ? undefined : `req_${idFrom(random)}`;
  return `${JSON.stringify({ ...record, isSidechain: true, requestId })}\n`;
}

class SessionWriter {
  readonly #file: number;
  readonly #sessionId: string;
  readonly #index: number;
  readonly #random: () => number;
  readonly #text: string;
  readonly #isSide: boolean;
  readonly #done: Generated;
  readonly #recent: string[] = [];
  #at: number;
  #context = 12_000;

  constructor(
    path: string,
    sessionId: string,
    index: number,
    random: () => number,
    text: string,
    isSide: boolean,
    done: Generated,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'w');
    this.#sessionId = sessionId;
    this.#index = index;
    this.#random = random;
    this.#text = text;
    this.#isSide = isSide;
    this.#done = done;
    this.#at = FIRST_DAY + index * 5_400_000;
  }

  /** A question or a tool's result, then a response. */
  turn(): void {
    this.#at += 1_000 + Math.floor(this.#random() * 60_000);
    this.#question();
    this.#response();
  }

  write(line: string): void {
    if (line.includes('"usage":{"input')) this.#done.usageLines += 1;
    const bytes = Buffer.from(line, 'latin1');
    writeSync(this.#file, bytes);
    this.#done.bytes += bytes.length;
    if (this.#recent.length < 200) this.#recent.push(line);
  }

  close(): string[] {
    closeSync(this.#file);
    return this.#recent;
  }

  #line(body: Record<string, unknown>): void {
    const common = {
      parentUuid: uuidFrom(this.#random),
      isSidechain: this.#isSide,
      userType: 'external',
      cwd: `/repos/project-${this.#index % 12}`,
      sessionId: this.#sessionId,
      version: '2.1.214',
      gitBranch: this.#index % 3 === 0 ? 'main' : `feature/${this.#index}`,
    };
    const line = { ...common, ...body, uuid: uuidFrom(this.#random), timestamp: new Date(this.#at).toISOString() };
    this.write(`${JSON.stringify(line)}\n`);
  }

  #prose(least: number, most: number): string {
    const length = Math.floor(least + (most - least) * this.#random() ** 3);
    const start = Math.floor(this.#random() * (this.#text.length - length));
    return this.#text.slice(start, start + length);
  }

  #question(): void {
    const content = this.#prose(200, 24_000);
    const message = { role: 'user', content: [{ tool_use_id: 'toolu_x', type: 'tool_result', content }] };
    const isSummary = this.#random() < 0.02;
    const usage = { input_tokens: 900, output_tokens: 90, cache_read_input_tokens: 12_000 };
    const toolUseResult = isSummary
      ? { status: 'completed', totalTokens: 12_990, usage }
      : { stdout: content, stderr: '' };
    this.#line({ type: 'user', message, toolUseResult });
  }

  #response(): void {
    const blocks = 1 + Math.floor(this.#random() * 3);
    const response = this.#newResponse();
    this.#done.responses += 1;
    for (let block = 0; block < blocks; block += 1) {
      const output = block === blocks - 1 ? response.output : 1 + block;
      const content = [
        block === blocks - 1
          ? { type: 'tool_use', id: 'toolu_x', name: 'Edit', input: { new_string: this.#prose(100, 6_000) } }
          : { type: 'text', text: this.#prose(50, 3_000) },
      ];
      const usage = { ...response.usage, output_tokens: output };
      const stop = { stop_reason: block === blocks - 1 ? 'tool_use' : null, stop_sequence: null };
      const { model, id } = response;
      const message = { model, id, type: 'message', role: 'assistant', content, ...stop, usage };
      this.#line({ message, requestId: response.requestId, type: 'assistant' });
    }
  }

  #newResponse(): Response {
    const random = this.#random;
    const written = 100 + Math.floor(random() * 4_000);
    const isLong = random() < 0.3;
    this.#context = this.#context > 150_000 ? 20_000 : this.#context + written;
    return {
      id: `msg_${idFrom(random)}`,
      requestId: `req_${idFrom(random)}`,
      model: MODELS[Math.floor(random() * MODELS.length)] ?? '',
      at: this.#at,
      output: 20 + Math.floor(random() * 2_000),
      usage: {
        input_tokens: 3 + Math.floor(random() * 40),
        cache_creation_input_tokens: written,
        cache_read_input_tokens: this.#context,
        cache_creation: {
          ephemeral_5m_input_tokens: isLong ? 0 : written,
          ephemeral_1h_input_tokens: isLong ? written : 0,
        },
        service_tier: 'standard',
        ...(random() < 0.01 ? { server_tool_use: { web_search_requests: 1 + Math.floor(random() * 3) } } : {}),
      },
    };
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const idFrom = (random: () => number) =>
  Array.from({ length: 24 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');

function uuidFrom(random: () => number): string {
  const part = () =>
    Math.floor(random() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [part(), part(), part(), part()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

/** Code and prose with what JSON has to escape. */
function proseFrom(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    const word = Array.from({ length: 2 + Math.floor(random() * 9) }, () => LETTERS[Math.floor(random() * 26)]).join(
      '',
    );
    const next = random();
    text += next < 0.08 ? `${word}\n  ` : next < 0.14 ? `"${word}" ` : next < 0.16 ? `"usage": {${word}} ` : `${word} `;
  }
  return text;
}
