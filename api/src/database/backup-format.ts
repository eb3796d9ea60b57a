import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

/**
 * A backup is gzipped lines of JSON: a header; per table a `table` line and one array of texts per row, as PostgreSQL
 * prints and reads them; a `sequence` line each; and an `end` line that counts the rows, so that a cut file is noticed.
 */
export const formatVersion = 1;

const headerSchema = z.object({
  outlayBackup: z.literal(formatVersion),
  createdAt: z.string(),
  /** Names of the migrations that made the tables. */
  migrations: z.array(z.string()),
});
const lineSchema = z.union([
  z.array(z.string().nullable()),
  z.object({ table: z.string(), columns: z.array(z.string()) }),
  z.object({ sequence: z.string(), last: z.string() }),
  z.object({ end: z.object({ rows: z.number() }) }),
]);
export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupLine = z.infer<typeof lineSchema>;

/** The header of a backup file; throws a plain sentence when it is none, or is not complete. */
export async function readCompleteHeader(path: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined;
  let rows = 0;
  let expected: number | undefined;
  try {
    for await (const line of jsonLines(path)) {
      if (header === undefined) header = headerSchema.parse(line);
      else if (Array.isArray(line)) rows += 1;
      else expected = z.object({ end: z.object({ rows: z.number() }) }).safeParse(line).data?.end.rows;
    }
  } catch (error) {
    throw new Error(`${path} is not a complete Outlay backup. (${error instanceof Error ? error.message : error})`);
  }
  if (header !== undefined && rows === expected) return header;
  throw new Error(
    `${path} is not a complete Outlay backup: it ends after ${rows} rows. Take another copy of the file.`,
  );
}

/** The lines after the header. */
export async function* readBackupLines(path: string): AsyncGenerator<BackupLine> {
  let isHeader = true;
  for await (const line of jsonLines(path)) {
    if (!isHeader) yield lineSchema.parse(line);
    isHeader = false;
  }
}

async function* jsonLines(path: string): AsyncGenerator<unknown> {
  const content = createReadStream(path);
  const unzipped = createGunzip();
  content.on('error', (error) => unzipped.destroy(error)).pipe(unzipped);
  const lines = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
  const failure = new Promise<never>((_, reject) => unzipped.on('error', reject));
  failure.catch(() => lines.close());
  for await (const line of lines) yield JSON.parse(line);
  if (unzipped.errored) throw unzipped.errored;
}
