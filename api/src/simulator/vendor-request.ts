/** A request as a simulated vendor sees it; `path` starts behind the account's prefix. */
export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Lower-case header names. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface VendorResponse {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** Answers a request at an instant (epoch ms). */
export type VendorApi = (request: VendorRequest, now: number) => VendorResponse;
