interface FailureDetails {
  /** HTTP or SMTP status; left out when no answer came. */
  status?: number | undefined;
  /** Trying again cannot help. */
  isPermanent?: boolean;
  /** The receiver wants nothing more, ever. */
  isGone?: boolean;
  /** The receiver asked for a pause. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** A message was not taken. The text is for people and holds no secret. */
export class DeliveryFailure extends Error {
  readonly status: number | undefined;
  readonly isPermanent: boolean;
  readonly isGone: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(
    message: string,
    { status, isPermanent = false, isGone = false, retryAfterMs, cause }: FailureDetails = {},
  ) {
    // What a receiver said may hold what no database stores and no list can show.
    super(
      message
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .toWellFormed(),
      { cause },
    );
    this.status = status;
    this.isPermanent = isPermanent;
    this.isGone = isGone;
    this.retryAfterMs = retryAfterMs;
  }
}
