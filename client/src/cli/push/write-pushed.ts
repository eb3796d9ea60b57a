import type { Rejection } from '../../push/outbox.ts';
import { sentenceOf } from '../../push/problem.ts';
import type { Pushed } from '../../push/push-sessions.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../output/counted.ts';
import { formatCount } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { say, type Terminal, tell } from '../terminal.ts';

interface Writing {
  isJson: boolean;
  /** Says nothing of a push that went well. */
  isQuiet: boolean;
}

/** Tells what became of a push. @returns its exit code */
export function writePushed(terminal: Terminal, pushed: Pushed, { isJson, isQuiet }: Writing): ExitCode {
  const { files, accepted, duplicates, rejections, spooled, problems, failure, stoppedBy } = pushed;
  for (const problem of problems) tell(terminal, plainText(sentenceOf(problem)));
  for (const line of rejectionLines(rejections)) tell(terminal, plainText(line));
  if (failure) {
    tell(terminal, `${failure.message} ${counted(spooled, 'new response')} kept on this machine until the next push.`);
  }
  if (stoppedBy)
    tell(terminal, `${stoppedBy.message}: the rest is read once there is room. Free disk space, or reach the server.`);
  if (isJson) {
    const rejected = rejections.length;
    say(terminal, JSON.stringify({ files, accepted, duplicates, rejected, kept: spooled, skipped: problems.length }));
  } else if (!isQuiet) {
    const known = duplicates > 0 ? `, ${formatCount(String(duplicates))} known already` : '';
    say(terminal, `${counted(accepted, 'response')} sent${known}; ${counted(files, 'session file')}.`);
  }
  if (stoppedBy) return EXIT.failed;
  if (failure) return EXIT.unavailable;
  return rejections.length > 0 ? EXIT.donePartly : EXIT.done;
}

/** The reasons, each once with how often. */
function rejectionLines(rejections: readonly Rejection[]): string[] {
  const byReason = new Map<string, number>();
  for (const { field, message } of rejections) {
    const reason = `${field ?? 'event'}: ${message ?? 'refused'}`;
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  }
  return [...byReason].map(
    ([reason, times]) =>
      `The server refused ${counted(times, 'response')}, offered again until outlay push --drop-refused. ${reason}`,
  );
}
