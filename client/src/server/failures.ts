/** A server that could not be asked, or did not do what was asked; each message says what to do. */
export abstract class ServerFailure extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** No connection, no answer in time, or a passing fault of the server (HTTP 502, 503, 504), also when asked again. */
export class UnavailableFailure extends ServerFailure {
  readonly code = 'UNAVAILABLE';
}

/** The token opens nothing: mistyped, revoked or expired. */
export class UnauthenticatedFailure extends ServerFailure {
  readonly code = 'UNAUTHENTICATED';
}

/** Too many requests, also after waiting. */
export class RateLimitedFailure extends ServerFailure {
  readonly code = 'RATE_LIMITED';
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs: number | undefined) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Something answered that is no Outlay server of a version this client knows. */
export class ForeignAnswerFailure extends ServerFailure {
  readonly code = 'FOREIGN_ANSWER';
}

/** What the server says of an error; `field`, `value` and `remedy` come with INVALID_INPUT. */
export interface Refusal {
  code: string;
  message: string;
  field?: string | undefined;
  value?: string | undefined;
  remedy?: string | undefined;
}

/** The server understood and refused: not allowed, not accepted, not found. */
export class RefusedFailure extends ServerFailure {
  readonly code: string;
  readonly field: string | undefined;
  readonly value: string | undefined;
  readonly remedy: string | undefined;
  constructor({ code, message, field, value, remedy }: Refusal) {
    super(message);
    this.code = code;
    this.field = field;
    this.value = value;
    this.remedy = remedy;
  }
}
