import type { DayWindow } from '../connectors/connector.ts';

const MAX_ROWS = 4_000;
const MAX_WINDOWS = 31;

/**
 * Windows in batches small enough for a short transaction. When reading fails, the whole windows read before are handed
 * over first.
 */
export async function* batchWindows(windows: AsyncIterable<DayWindow>): AsyncGenerator<DayWindow[]> {
  let batch: DayWindow[] = [];
  let rowCount = 0;
  try {
    for await (const window of windows) {
      batch.push(window);
      rowCount += window.records.length;
      if (rowCount < MAX_ROWS && batch.length < MAX_WINDOWS) continue;
      yield batch;
      batch = [];
      rowCount = 0;
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}
