import type { Queryable } from './run-pivot.sql.ts';

export interface ReportingSettings {
  /** ISO 4217 code of every total. */
  currency: string;
  /** IANA zone of the reporting days. */
  zone: string;
}

/** The organization's settings; USD and UTC before it is set up. */
export async function reportingSettings(client: Queryable): Promise<ReportingSettings> {
  const { rows } = await client.query<ReportingSettings>(
    'SELECT reporting_currency AS currency, reporting_zone AS zone FROM organization LIMIT 1',
  );
  return rows[0] ?? { currency: 'USD', zone: 'UTC' };
}
