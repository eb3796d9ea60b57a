// Every test: unit, API on each engine, client, then the stories in a real browser. Ends with `N passed, M failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './run-step.ts';

interface Count {
  passed: number;
  failed: number;
}

const reports = mkdtempSync(join(tmpdir(), 'outlay-test-'));

async function vitest(root: string): Promise<Count> {
  const report = join(reports, `${root}.json`);
  const code = await runStep('pnpm', [
    'exec',
    'vitest',
    'run',
    '--root',
    root,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites));
  return { passed: numPassedTests, failed };
}

async function playwright(): Promise<Count> {
  const report = join(reports, 'playwright.json');
  const args = ['--filter', '@outlay/web', 'exec', 'playwright', 'test', '--reporter=list,json'];
  const code = await runStep('pnpm', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected || (code === 0 ? 0 : 1) };
}

const total: Count = { passed: 0, failed: 0 };
for (const run of [() => vitest('api'), () => vitest('web'), playwright]) {
  const { passed, failed } = await run();
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
