import { z } from 'zod';

export const request = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().min(1).max(200),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type RpcRequest = z.output<typeof request>;
export type RpcId = string | number;

export const RPC = {
  parseError: -32_700,
  invalidRequest: -32_600,
  unknownMethod: -32_601,
  invalidParams: -32_602,
  internalError: -32_603,
  /** Of the Model Context Protocol, from its revision 2026-07-28 on. */
  headerMismatch: -32_020,
  unknownVersion: -32_022,
} as const;

interface RpcErrorDetails {
  /** HTTP's; left out: 400 for what is no request at all, else 200. */
  status?: number;
  data?: unknown;
}

export class RpcError extends Error {
  readonly code: number;
  readonly details: RpcErrorDetails;
  constructor(code: number, message: string, details: RpcErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export const rpcResult = (id: RpcId, result: unknown) => ({ jsonrpc: '2.0', id, result });
export const rpcFailure = (id: RpcId | null, code: number, message: string, data?: unknown) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message, ...(data === undefined ? {} : { data }) },
});
