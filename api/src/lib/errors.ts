/** The closed family of failures an operation may throw; each transport translates them once. */
export abstract class OutlayError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** An input that cannot be accepted: which field, what was sent, what to do instead. */
export class InvalidInputError extends OutlayError {
  readonly code: string = 'INVALID_INPUT';
  readonly field: string;
  readonly value: string;
  readonly remedy: string;
  constructor(field: string, value: unknown, problem: string, remedy: string) {
    super(`${field}: ${problem} ${remedy}`);
    this.field = field;
    this.value = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    this.remedy = remedy;
  }
}

/** The thing named does not exist, or the caller may not know that it does. */
export class NotFoundError extends OutlayError {
  readonly code = 'NOT_FOUND';
  readonly typeName: string;
  readonly id: string;
  constructor(typeName: string, id: string | number) {
    super(`${typeName} ${id} does not exist.`);
    this.typeName = typeName;
    this.id = String(id);
  }
}

/** The change contradicts what is stored. */
export class ConflictError extends OutlayError {
  readonly code = 'CONFLICT';
  readonly field: string;
  constructor(field: string, problem: string) {
    super(problem);
    this.field = field;
  }
}

/** A vendor refused or failed; `retryable` says whether the same call may succeed later. */
export class VendorError extends OutlayError {
  readonly code: 'VENDOR_CREDENTIALS' | 'VENDOR_RATE_LIMITED' | 'VENDOR_UNAVAILABLE' | 'VENDOR_RESPONSE';
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  /** HTTP status of the answer; undefined when none came. */
  readonly status: number | undefined;
  constructor(
    code: VendorError['code'],
    message: string,
    options: { retryAfterMs?: number | undefined; status?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = code === 'VENDOR_RATE_LIMITED' || code === 'VENDOR_UNAVAILABLE';
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }
}

/** Nobody is signed in. */
export class UnauthenticatedError extends OutlayError {
  readonly code = 'UNAUTHENTICATED';
  constructor(message = 'Sign in, or send an API token: Authorization: Bearer <token>.') {
    super(message);
  }
}

/** The caller is known but may not do this. */
export class ForbiddenError extends OutlayError {
  readonly code = 'FORBIDDEN';
  constructor(message = 'You are not allowed to do this.') {
    super(message);
  }
}

/** Too many attempts or requests; the same call may succeed after a pause. */
export class RateLimitedError extends OutlayError {
  readonly code = 'RATE_LIMITED';
  readonly retryAfterSeconds: number;
  constructor(what: string, retryAfterSeconds: number) {
    super(`${what} Try again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The answer takes longer than anybody waits for it. */
export class TimeoutError extends OutlayError {
  readonly code = 'TIMEOUT';
  constructor() {
    super('This took too long and was given up. Ask for a shorter range or fewer rows.');
  }
}
