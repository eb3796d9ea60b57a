import type { z } from 'zod';
import type { Day, DayRange } from '../lib/calendar.ts';
import type { Clock } from '../lib/clock.ts';
import type { VendorHttp } from './http.ts';
import type { UsageRecord } from './usage-record.ts';

/** One field of the form that asks for a vendor's credentials. */
export interface CredentialField {
  name: string;
  label: string;
  /** Where to get it and which kind of key it must be. */
  help: string;
  isSecret: boolean;
  placeholder?: string;
}

/** What a connector works with; `http` already knows base URL, limits, retries and the abort signal. */
export interface ConnectorContext<Credentials> {
  credentials: Credentials;
  http: VendorHttp;
  clock: Clock;
  signal: AbortSignal;
}

/** One whole UTC day of one stream: its rows replace the stored ones of that day. */
export interface DayWindow {
  day: Day;
  records: UsageRecord[];
}

/** Somebody or something the vendor's directory lists. */
export interface DirectoryEntry {
  kind: 'USER' | 'API_KEY' | 'WORKSPACE' | 'PROJECT' | 'SERVICE_ACCOUNT';
  externalId: string;
  name: string;
  email?: string;
  /** The visible part of a key. */
  hint?: string;
  /** Code of the tool this identity belongs to by itself. */
  toolCode?: string;
  isDeleted?: boolean;
  /** External id of the user that made the key: a suggestion for its owner, not a mapping. */
  createdByExternalId?: string;
}

/** A series of figures a vendor publishes. */
export interface Stream<Credentials> {
  /** Unique within the connector; part of the natural key and of watermarks. */
  name: string;
  label: string;
  grain: 'EVENT' | 'HOUR' | 'DAY';
  /** REPORTED: usage; BILLED: what the vendor charges. */
  evidence: 'REPORTED' | 'BILLED';
  /** A bill of all usage: usage of a billed day that it has no line for was not charged. */
  billsUsage?: boolean;
  /** A day closes once every money stream was read after settling. */
  isMoney: boolean;
  /** How many days back the vendor answers. */
  historyDays: number;
  /** Complete this many hours after the UTC day's end. */
  settlesAfterHours: number;
  /** Days before today that are read again because the vendor restates them. */
  restatesForDays: number;
  /** Most days asked for in one read. */
  maxDaysPerRead: number;
  /** Minutes between two reads that are worth making. */
  freshnessMinutes: number;
  /** Whole UTC days of the range, each exactly once, empty ones included; order is free. @throws VendorError */
  read(context: ConnectorContext<Credentials>, range: DayRange): AsyncIterable<DayWindow>;
}

/** Whose account some credentials open. */
export interface VendorAccount {
  accountName: string;
  /** The vendor's id of the account, so that a second key of it is recognized; absent where the vendor tells none. */
  accountId?: string;
}

export interface Connector<Credentials = unknown> {
  /** Code in the vendor table. */
  vendor: string;
  vendorName: string;
  defaultBaseUrl: string;
  /** ISO 4217 code the vendor bills in. */
  currency: string;
  credentialFields: readonly CredentialField[];
  credentials: z.ZodType<Credentials>;
  /** Environment variable that declares a connection by itself, and the credentials it makes. */
  environment: { variable: string; toCredentials(value: string): Credentials };
  /** Sent with every request: authentication and API version. */
  headers(credentials: Credentials): Readonly<Record<string, string>>;
  /** Which kind of key is needed and where to get it; said when the vendor refuses the key. */
  keyHelp: string;
  /** Most requests per minute for one connection, by longest matching path prefix. */
  requestsPerMinute: Readonly<Record<string, number>>;
  /** Reads one small page with the credentials. @throws VendorError naming which key kind is needed. */
  check(context: ConnectorContext<Credentials>): Promise<VendorAccount>;
  /** Everything the directory lists now. @throws VendorError */
  readDirectory(context: ConnectorContext<Credentials>): AsyncIterable<DirectoryEntry>;
  streams: readonly Stream<Credentials>[];
}
