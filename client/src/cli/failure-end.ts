import { DiskIsFull } from '../push/disk-full.ts';
import {
  ForeignAnswerFailure,
  RateLimitedFailure,
  ServerFailure,
  UnauthenticatedFailure,
  UnavailableFailure,
} from '../server/failures.ts';
import { NotSignedIn, WrongUrl } from '../server/find-server.ts';
import { DamagedSignInFile } from '../server/sign-in-file.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { WrongCommandLine } from './wrong-command-line.ts';

interface End {
  /** '' says nothing. */
  message: string;
  code: ExitCode;
}

/** What a person and a script learn of a command that threw. */
export function endOf(error: unknown, signal: AbortSignal): End {
  // At a question the terminal itself takes Ctrl+C.
  const isInterrupted = signal.aborted || (error instanceof Error && error.name === 'AbortError');
  if (isInterrupted) return { message: '', code: EXIT.interrupted };
  if (!(error instanceof Error)) return { message: String(error), code: EXIT.failed };
  const { message } = error;
  if (error instanceof WrongCommandLine || error instanceof WrongUrl) return { message, code: EXIT.wrongCommandLine };
  if (error instanceof DiskIsFull) return { message, code: EXIT.failed };
  if (error instanceof NotSignedIn || error instanceof DamagedSignInFile) return { message, code: EXIT.notSignedIn };
  if (error instanceof UnauthenticatedFailure) {
    return { message: `The server does not know this token: ${message} Run: outlay login`, code: EXIT.notSignedIn };
  }
  if (
    error instanceof UnavailableFailure ||
    error instanceof RateLimitedFailure ||
    error instanceof ForeignAnswerFailure
  ) {
    return { message, code: EXIT.unavailable };
  }
  if (error instanceof ServerFailure && error.code === 'INTERNAL_SERVER_ERROR')
    return { message, code: EXIT.unavailable };
  if (error instanceof ServerFailure) return { message: `The server refused: ${message}`, code: EXIT.refused };
  return { message: 'syscall' in error ? message : (error.stack ?? message), code: EXIT.failed };
}
