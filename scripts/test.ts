// Every test: unit, API on each engine, client, then the stories in a real browser. Ends with `N passed, M failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './run-step.ts';

interface Count {
  passed: number;
  failed: number;
  /** Names of what failed, repeated at the end where they are found. */
  failures: string[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { projectName: string; status: string }[] }[];
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
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`${root}: no report`] };
  const results: VitestReport = JSON.parse(readFileSync(report, 'utf8'));
  const failed = results.numFailedTests || (code === 0 ? 0 : Math.max(1, results.numFailedTestSuites));
  const failures = results.testResults.flatMap(({ name, message, assertionResults }) => [
    ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${name} › ${fullName}`),
    ...(assertionResults.length === 0 && message ? [`${name}: ${message}`] : []),
  ]);
  return { passed: results.numPassedTests, failed, failures };
}

async function playwright(): Promise<Count> {
  const report = join(reports, 'playwright.json');
  const args = ['--filter', '@outlay/web', 'exec', 'playwright', 'test', '--reporter=list,json'];
  const code = await runStep('pnpm', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: ['web/e2e: no report'] };
  const { stats, suites }: { stats: Record<string, number>; suites: PlaywrightSuite[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const { expected = 0, flaky = 0, unexpected = 0 } = stats;
  return {
    passed: expected + flaky,
    failed: unexpected || (code === 0 ? 0 : 1),
    failures: suites.flatMap(storiesLost),
  };
}

function storiesLost({ title, specs, suites = [] }: PlaywrightSuite): string[] {
  const lost = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName }) => `[${projectName}] ${title} › ${spec.title}`),
  );
  return [...lost, ...suites.flatMap(storiesLost)];
}

const total: Count = { passed: 0, failed: 0, failures: [] };
for (const run of [() => vitest('api'), () => vitest('web'), () => vitest('client'), playwright]) {
  const { passed, failed, failures } = await run();
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
}
rmSync(reports, { recursive: true, force: true });
for (const failure of total.failures) process.stdout.write(`failed: ${failure}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
