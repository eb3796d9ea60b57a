/** Why the process could not start: a sentence for the operator, and the exit code documented in docs/operations.md. */
export abstract class StartupError extends Error {
  abstract readonly exitCode: number;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The environment cannot be used; the message lists every mistake. */
export class ConfigurationError extends StartupError {
  readonly exitCode = 2;
}

/** Another process holds the data directory. */
export class DataDirectoryLockedError extends StartupError {
  readonly exitCode = 3;
}

/** The data was written by an engine version that this one cannot open. */
export class EngineMismatchError extends StartupError {
  readonly exitCode = 4;
}

/** The database has migrations that this code does not know. */
export class NewerDatabaseError extends StartupError {
  readonly exitCode = 5;
}

/** The database server refuses us, cannot be reached, or is too old. */
export class DatabaseUnreachableError extends StartupError {
  readonly exitCode = 6;
}

/** A migration failed, was changed after it was applied, or is marked as failed. */
export class MigrationFailedError extends StartupError {
  readonly exitCode = 7;
}

/** The address to listen on cannot be used. */
export class AddressUnusableError extends StartupError {
  readonly exitCode = 8;
}
