const NAMES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** Thrown by a simulated endpoint; becomes the vendor's error body. */
export class CursorError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const cursorErrorBody = (status: number, message: string) => ({
  error: NAMES[status] ?? 'Internal Server Error',
  message,
});
