import type { ConnectorContext, DayWindow, Stream } from '../connectors/connector.ts';
import { type DayRange, daysOf, utcDay } from '../lib/calendar.ts';
import { VendorError } from '../lib/errors.ts';

/** A stream's windows of a range, held to the contract: every day of the range once, and rows of that day only. @throws VendorError */
export async function* readWindows<Credentials>(
  stream: Stream<Credentials>,
  context: ConnectorContext<Credentials>,
  range: DayRange,
): AsyncGenerator<DayWindow> {
  const missing = new Set(daysOf(range));
  for await (const window of stream.read(context, range)) {
    context.signal.throwIfAborted();
    if (!missing.delete(window.day))
      throw broken(stream.name, `told of ${window.day}, which was not asked for or came twice`);
    const stray = window.records.find((record) => utcDay(record.hour) !== window.day);
    if (stray) throw broken(stream.name, `put ${stray.hour.toISOString()} into ${window.day}`);
    yield window;
  }
  const [first] = missing;
  if (first !== undefined) throw broken(stream.name, `left out ${first}`);
}

function broken(stream: string, problem: string): VendorError {
  return new VendorError('VENDOR_RESPONSE', `The answer for ${stream} ${problem}; nothing of it was stored.`);
}
