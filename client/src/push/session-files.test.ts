import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home } from './push-kit.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { claudeCode } from './sources/claude-code/source.ts';

const FOLDER = '.claude/projects/p';
const SESSION = `${FOLDER}/s1.jsonl`;
const line = (n: number, output = 50) =>
  responseLine({ message: { id: `msg_${n}` }, requestId: `req_${n}`, usage: { output_tokens: output } });
const requests = (home: Home, isKept = true) =>
  home.read(claudeCode, { isKept }).usage.map(({ requestId, outputTokens }) => `${requestId} ${outputTokens}`);

describe('what was read is read on', () => {
  it('from where it was left, and not at all when nothing came', () => {
    const home = new Home();
    home.write(SESSION, line(1));
    expect(requests(home)).toEqual(['req_1 50']);
    expect(requests(home)).toEqual([]);
    home.append(SESSION, line(2), line(3));
    expect(requests(home)).toEqual(['req_2 50', 'req_3 50']);
  });

  it('after a line that was half written', () => {
    const home = new Home();
    const text = JSON.stringify(line(2));
    home.write(SESSION, line(1), text.slice(0, 300));
    expect(requests(home)).toEqual(['req_1 50']);
    home.append(SESSION, text.slice(300));
    // Whole but for its line break: told, and told again once it has one.
    expect(requests(home)).toEqual(['req_2 50']);
    home.append(SESSION, '\n', line(3));
    expect(requests(home)).toEqual(['req_2 50', 'req_3 50']);
  });

  it('under another name', () => {
    const home = new Home();
    home.write(SESSION, line(1));
    requests(home);
    renameSync(join(home.path, SESSION), join(home.path, FOLDER, 's2.jsonl'));
    expect(requests(home)).toEqual(['req_1 50']);
  });

  it('from the beginning when it was cut, replaced or edited', () => {
    const home = new Home();
    const path = home.write(SESSION, line(1), line(2));
    const size = readFileSync(path).length / 2;
    requests(home);
    truncateSync(path, size);
    expect(requests(home)).toEqual(['req_1 50']);
    home.append(SESSION, line(3));
    expect(requests(home)).toEqual(['req_3 50']);

    // Another file of the same size under the same name, as rotation leaves it.
    rmSync(path);
    writeFileSync(path, `${JSON.stringify(line(4))}\n${JSON.stringify(line(5))}\n`);
    expect(requests(home)).toEqual(['req_4 50', 'req_5 50']);

    // Edited in place, then grown.
    writeFileSync(path, `${JSON.stringify(line(6))}\n${JSON.stringify(line(5, 99))}\n${JSON.stringify(line(7))}\n`);
    expect(requests(home)).toEqual(['req_6 50', 'req_5 99', 'req_7 50']);
  });

  it('from the beginning when its middle was edited to the same length', () => {
    const home = new Home();
    const lines = (output: number) =>
      Array.from({ length: 60 }, (_, index) => line(index + 1, index === 29 ? output : 50));
    const path = home.write(SESSION, ...lines(51));
    expect(readFileSync(path).length).toBeGreaterThan(20_000);
    requests(home);
    home.write(SESSION, ...lines(99));
    utimesSync(path, new Date('2026-11-21'), new Date('2026-11-21'));
    const again = requests(home);
    expect(again).toHaveLength(60);
    expect(again).toContain('req_30 99');
    expect(requests(home)).toEqual([]);
  });

  it('whatever the clock says', () => {
    const home = new Home();
    const path = home.write(SESSION, line(1));
    requests(home);
    home.append(SESSION, line(2));
    utimesSync(path, new Date('1990-01-01'), new Date('1990-01-01'));
    expect(requests(home)).toEqual(['req_2 50']);
    home.append(SESSION, line(3));
    utimesSync(path, new Date('2099-01-01'), new Date('2099-01-01'));
    expect(requests(home)).toEqual(['req_3 50']);
  });
});

describe('files that are not as they should be', () => {
  it('are reported without what stands in them, and the rest arrives', () => {
    const home = new Home();
    home.write(`${FOLDER}/a-binary.jsonl`, Buffer.from([0, 255, 10, 34, 0, 95, 116]) as never, '_tokens"\u0000\n');
    home.write(`${FOLDER}/b-long.jsonl`, line(1), `{"_tokens":"${'x'.repeat(10_000_000)}"}\n`, line(2));
    home.write(`${FOLDER}/c-cut.jsonl`, line(3), JSON.stringify(line(9)).slice(0, -30));
    home.write(
      `${FOLDER}/d-broken.jsonl`,
      line(4),
      '{"secret words", "input_tokens": }\n',
      '["input_tokens"]\n',
      line(5),
    );
    home.write(`${FOLDER}/e-empty.jsonl`, '');
    mkdirSync(join(home.path, FOLDER, 'f-folder.jsonl'));
    symlinkSync('nowhere', join(home.path, FOLDER, 'g-nowhere.jsonl'));
    // Opens, but cannot be read: what EIO and EACCES look like to every user, root included.
    symlinkSync('/proc/self/mem', join(home.path, FOLDER, 'h-unreadable.jsonl'));
    home.write(`${FOLDER}/i-good.jsonl`, line(6));

    const { usage, problems } = home.read(claudeCode);
    expect(usage.map(({ requestId }) => requestId)).toEqual(['req_1', 'req_2', 'req_3', 'req_4', 'req_5', 'req_6']);
    const told = problems.map(({ path, kind, count = 1 }) => `${path.split('/').at(-1)} ${kind} ${count}`);
    expect(told).toEqual([
      'a-binary.jsonl malformed 1',
      'b-long.jsonl long-line 1',
      'c-cut.jsonl unfinished 1',
      'd-broken.jsonl malformed 2',
      'h-unreadable.jsonl unreadable 1',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('are folders that lead into themselves and files under two names', () => {
    const home = new Home();
    const path = home.write(SESSION, line(1));
    symlinkSync('..', join(home.path, FOLDER, 'loop'));
    symlinkSync(join(home.path, '.claude'), join(home.path, FOLDER, 'home'));
    symlinkSync('self', join(home.path, FOLDER, 'self'));
    linkSync(path, join(home.path, FOLDER, 'zz-same.jsonl'));
    symlinkSync(path, join(home.path, FOLDER, 'zz-link.jsonl'));
    expect(requests(home)).toEqual(['req_1 50']);
  });
});
