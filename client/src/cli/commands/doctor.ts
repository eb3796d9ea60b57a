import { homedir } from 'node:os';
import { findServer } from '../../server/find-server.ts';
import type { EnvironmentVariables } from '../../server/folders.ts';
import type { ServerAddress } from '../../server/send.ts';
import { isReadableByOthers, signInPath } from '../../server/sign-in-file.ts';
import { defineCommand } from '../command.ts';
import { checkServer } from '../doctor/check-server.ts';
import { checkSessions, checkSpool } from '../doctor/check-sessions.ts';
import { type Finding, ok, problem } from '../doctor/finding.ts';
import { EXIT } from '../exit-code.ts';
import { bold } from '../output/table.ts';
import { isColoured, say, type Terminal } from '../terminal.ts';
import { version } from '../version.ts';

const MARKS = { OK: 'ok', WARNING: 'look', PROBLEM: 'WRONG' } as const;

export const doctor = defineCommand({
  description: 'Looks at everything the other commands need. Ends with 7 when something is wrong.',
  flags: { json: { kind: 'switch', summary: 'Write the findings as JSON.' } },
  examples: [
    ['doctor', 'Everything, a line each.'],
    ['doctor --json', 'The same for scripts.'],
  ],
  async run({ flags, terminal, signal }) {
    const { environment, now } = terminal;
    const signIn = signInOf(environment);
    const findings = [
      ok('Version', `outlay ${version}, Node ${process.versions.node}, ${process.platform}.`),
      signIn.finding,
      ...(signIn.server ? await checkServer(signIn.server, now, signal) : []),
      ...checkSessions(environment, environment.HOME || homedir()),
      ...(signIn.server ? checkSpool(environment, signIn.server.url) : []),
    ];
    if (flags.json) say(terminal, JSON.stringify(findings, null, 2));
    else write(terminal, findings);
    return findings.some(({ state }) => state === 'PROBLEM') ? EXIT.doesNotHold : EXIT.done;
  },
});

function signInOf(environment: EnvironmentVariables): { finding: Finding; server?: ServerAddress } {
  const path = signInPath(environment);
  try {
    const server = findServer(environment);
    if (environment.OUTLAY_TOKEN) return { finding: ok('Sign-in', `OUTLAY_TOKEN, for ${server.url}.`), server };
    if (!isReadableByOthers(environment)) return { finding: ok('Sign-in', `${path}, for ${server.url}.`), server };
    return { finding: problem('Sign-in', `Others on this machine can read ${path}. Run: chmod 600 "${path}"`), server };
  } catch (error) {
    return { finding: problem('Sign-in', error instanceof Error ? error.message : String(error)) };
  }
}

function write(terminal: Terminal, findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  for (const { subject, state, text } of findings) {
    const mark = bold(MARKS[state].padEnd(5), isColoured(terminal) && state !== 'OK');
    say(terminal, `${mark}  ${subject.padEnd(width)}  ${text}`);
  }
}
