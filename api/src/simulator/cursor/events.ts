import type { Person } from '../organization/people.ts';
import type { CursorServiceAccount } from './team.ts';

/** A ten-thousandth of a cent: 1000 nano-USD. Every Cursor amount is a whole number of these. */
export const NANO_PER_UNIT = 1000n;
export const UNITS_PER_CENT = 10_000;

export interface CursorTokens {
  input: number;
  output: number;
  cacheWrite: number;
  cacheRead: number;
}

type CursorKind = 'Usage-based' | 'Included in Business' | 'Errored, Not Charged' | 'Aborted, Not Charged';

export interface CursorEvent {
  /** Epoch ms; not unique, and there is no event id. */
  at: number;
  person: Person | null;
  serviceAccount: CursorServiceAccount | null;
  email: string;
  model: string;
  kind: CursorKind;
  isMaxMode: boolean;
  requestsTenths: number;
  /** Null for events priced per request. */
  tokens: CursorTokens | null;
  /** Model cost before discount, in units. */
  modelUnits: number;
  discountPercent: number;
  feeUnits: number;
  chargedUnits: number;
  conversationId: string | null;
}
