import type { Runtime } from './runtime.ts';
import type { Spool } from './spool.ts';
import { ownSpool } from './spool-owner.ts';
import type { TrackerHooks } from './tracker-hooks.ts';

export interface SpoolOptions {
  directory: string;
  /** Largest size of all files together. */
  maxBytes: number;
  runtime: Runtime;
  hooks: Required<TrackerHooks>;
}

interface Segment {
  path: string;
  /** Events the server has not answered for. */
  open: number;
  bytes: number;
}

const SEGMENT_BYTES = 256 * 1024;

/**
 * Opens a directory of line files, one event a line; files of processes that ended are adopted. Appending is synchronous (tens of microseconds), so that a killed process loses nothing it was told of.
 * @throws when this runtime has no file system or the directory cannot be made
 */
export function openFileSpool({ directory, maxBytes, runtime, hooks }: SpoolOptions): Spool {
  const { fs, ...owner } = ownSpool(directory, runtime.uuid(), runtime.now);
  const segments = new Set<Segment>();
  const encoder = new TextEncoder();
  const backlog: Segment[] = [];
  let hot: Segment | undefined;
  let cold: Segment | undefined;
  let count = 0;
  let total = 0;
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of owner.orphans()) attempt(`adopt ${name}`, () => adopt(name));

  /** Under a name of our own: an owner that lives after all begins a new file. */
  function adopt(name: string): void {
    const segment = newSegment();
    try {
      fs.renameSync(`${directory}/${name}`, segment.path);
    } catch (error) {
      segments.delete(segment);
      throw error;
    }
    const content = fs.readFileSync(segment.path);
    segment.bytes = content.length;
    segment.open = content.toString().split('\n').length - 1;
    total += segment.bytes;
    backlog.push(segment);
  }

  function newSegment(): Segment {
    count += 1;
    const segment = { path: `${directory}/${owner.fileName(count)}`, open: 0, bytes: 0 };
    segments.add(segment);
    return segment;
  }

  function append(segment: Segment, json: string): boolean {
    const line = encoder.encode(`${json}\n`);
    if (total + line.length > maxBytes) return false;
    if (!attempt('write to the spool', () => fs.appendFileSync(segment.path, line, { mode: 0o600 }))) return false;
    segment.open += 1;
    segment.bytes += line.length;
    total += line.length;
    return true;
  }

  function attempt(what: string, action: () => void): boolean {
    try {
      action();
      return true;
    } catch (cause) {
      hooks.onError({ message: `cannot ${what}: ${cause instanceof Error ? cause.message : cause}`, cause });
      return false;
    }
  }

  function remove(segment: Segment): void {
    segments.delete(segment);
    total -= segment.bytes;
    attempt('remove a file of the spool', () => fs.rmSync(segment.path, { force: true }));
  }

  /** The file to append to: a new one when the last is full, or when its last line may be half written. */
  function current(segment: Segment | undefined): Segment {
    return segment && segment.bytes <= SEGMENT_BYTES ? segment : newSegment();
  }

  function abandon(segment: Segment): undefined {
    if (segment.open === 0) remove(segment);
  }

  function sealCold(): void {
    if (cold && cold.open > 0) backlog.push(cold);
    cold = undefined;
  }

  return {
    write(json) {
      hot = current(hot);
      if (append(hot, json)) return hot;
      hot = abandon(hot);
      return undefined;
    },
    writeBacklog(json) {
      const file = current(cold);
      if (file !== cold) sealCold();
      cold = file;
      if (append(file, json)) return true;
      if (file.open === 0) cold = abandon(file);
      else sealCold();
      return false;
    },
    hasBacklog: () => backlog.length > 0 || (cold?.open ?? 0) > 0,
    backlogCount: () => backlog.reduce((sum, { open }) => sum + open, cold?.open ?? 0),
    takeBacklog() {
      if (backlog.length === 0) sealCold();
      const segment = backlog.shift();
      if (!segment) return undefined;
      const events = readEvents(segment);
      if (!events) return undefined;
      segment.open = events.length;
      if (events.length === 0) remove(segment);
      return { events, ticket: segment };
    },
    settle(ticket) {
      const segment = ticket as Segment;
      segment.open -= 1;
      if (segment.open > 0 || !segments.has(segment)) return;
      if (segment === hot) hot = undefined;
      remove(segment);
    },
    close: owner.leave,
  };

  /** Undefined when the file cannot be read; it stays for another process. */
  function readEvents({ path }: Segment): string[] | undefined {
    let lines: string[] | undefined;
    attempt('read a file of the spool', () => {
      lines = fs
        .readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    });
    const events = lines?.filter(isEvent);
    if (lines && events && events.length < lines.length) {
      hooks.onError({ message: `${lines.length - events.length} half written lines of the spool are left out` });
    }
    return events;
  }
}

function isEvent(line: string): boolean {
  try {
    return typeof JSON.parse(line).idempotencyKey === 'string';
  } catch {
    return false;
  }
}
