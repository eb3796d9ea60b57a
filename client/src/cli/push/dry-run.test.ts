import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home } from '../../push/push-kit.ts';
import { responseLine } from '../../push/sources/claude-code/claude-code-kit.ts';
import { runCli } from '../../test/run-cli.ts';

const SESSION = '.claude/projects/p/s1.jsonl';

function machine() {
  const home = new Home();
  const environment = {
    HOME: home.path,
    OUTLAY_CONFIG_DIR: join(home.path, 'c'),
    OUTLAY_STATE_DIR: join(home.path, 's'),
  };
  return { home, push: (...args: string[]) => runCli(['push', ...args], { environment }) };
}

describe('outlay push --dry-run', () => {
  it('sums by UTC day, tool and model without anybody signed in', async () => {
    const { home, push } = machine();
    home.write(
      SESSION,
      responseLine({ usage: { output_tokens: 1 } }),
      responseLine({ usage: { output_tokens: 1_200_000 } }),
      responseLine({
        requestId: 'req_2',
        timestamp: '2026-11-20T23:30:00-02:00',
        message: { model: 'claude-haiku-4-5' },
      }),
    );
    expect((await push('--dry-run')).output).toBe(
      [
        'Day (UTC)   Tool         Model                     Responses  Input  Cache read  Cache write 5m  Cache write 1h     Output  Searches',
        '2026-11-20  claude_code  claude-opus-4-5-20251101          1     10       2,000             100             200  1,200,000         0',
        '2026-11-21  claude_code  claude-haiku-4-5                  1     10       2,000             100             200         50         0',
        '──────────  ───────────  ────────────────────────  ─────────  ─────  ──────────  ──────────────  ──────────────  ─────────  ────────',
        'Total                                                      2     20       4,000             200             400  1,200,050         0',
        '',
      ].join('\n'),
    );
    const { files, days } = JSON.parse((await push('--dry-run', '--json')).output);
    expect(files).toBe(1);
    expect(days).toMatchObject([
      { day: '2026-11-20', outputTokens: 1_200_000 },
      { day: '2026-11-21', outputTokens: 50 },
    ]);
  });

  it('says when there is nothing, and reads only the tools asked for', async () => {
    const { home, push } = machine();
    home.write(SESSION, responseLine());
    expect((await push('--dry-run', '--source', 'codex')).output).toBe('Nothing new in 0 session files.\n');
    expect(await push('--dry-run', '--source', 'codec')).toEqual({
      code: 2,
      output: '',
      errors: '--source: "codec" is no tool whose sessions are read. Did you mean codex?\n',
    });
  });

  it('tells what it skipped on the side', async () => {
    const { home, push } = machine();
    const path = home.write(SESSION, '{"_tokens":\n{"_tokens":\n', responseLine());
    const { errors, code } = await push('--dry-run', '--json');
    expect({ errors, code }).toEqual({
      code: 0,
      errors: `${path} is not what the tool writes there (2 times); skipped\n`,
    });
  });
});
