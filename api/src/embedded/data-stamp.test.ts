import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EngineMismatchError, NewerDatabaseError } from '../lib/startup-errors.ts';
import { requireReadableData, writeStamp } from './data-stamp.ts';
import { pgliteVersion, postgresMajor } from './engine-version.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-stamp-'));
});

const stampPath = () => join(directory, 'database.json');
function writeOther(change: object): void {
  writeStamp(directory, 'one');
  writeFileSync(stampPath(), JSON.stringify({ ...JSON.parse(readFileSync(stampPath(), 'utf8')), ...change }));
}

describe('the stamp beside the data', () => {
  test('an empty directory may be opened', () => {
    expect(() => requireReadableData(directory, [])).not.toThrow();
  });

  test('what this engine wrote for a known schema may be opened', () => {
    writeStamp(directory, 'two');
    expect(() => requireReadableData(directory, ['one', 'two', 'three'])).not.toThrow();
    expect(readdirSync(directory)).toEqual(['database.json']);
  });

  test.each([
    [{ engineVersion: '0.4.3', postgresMajor: 17 }, 'PGlite 0.4.3 (PostgreSQL 17)'],
    [{ engineVersion: '0.6.0' }, `PGlite 0.6.0 (PostgreSQL ${postgresMajor})`],
    [{ engineVersion: '0.9.1', postgresMajor: 19 }, 'PGlite 0.9.1 (PostgreSQL 19)'],
  ])('refuses data of another engine: %j', (change, writer) => {
    writeOther(change);
    expect(() => requireReadableData(directory, ['one'])).toThrow(EngineMismatchError);
    expect(() => requireReadableData(directory, ['one'])).toThrow(`was written by ${writer}`);
  });

  test('another patch of the same engine is no obstacle', () => {
    writeOther({ engineVersion: `${pgliteVersion.split('.').slice(0, 2).join('.')}.999` });
    expect(() => requireReadableData(directory, ['one'])).not.toThrow();
  });

  test('refuses a schema from the future', () => {
    writeStamp(directory, 'future');
    expect(() => requireReadableData(directory, ['one'])).toThrow(NewerDatabaseError);
  });

  test('without a stamp, goes by the data itself', () => {
    mkdirSync(join(directory, 'db'));
    writeFileSync(join(directory, 'db', 'PG_VERSION'), '17\n');
    expect(() => requireReadableData(directory, [])).toThrow('PostgreSQL 17;');
    writeFileSync(join(directory, 'db', 'PG_VERSION'), `${postgresMajor}\n`);
    expect(() => requireReadableData(directory, [])).not.toThrow();
  });
});
