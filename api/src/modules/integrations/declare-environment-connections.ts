import type { Connector } from '../../connectors/connector.ts';
import { allConnectors } from '../../connectors/registry.ts';
import { db } from '../../db.ts';
import type { Clock } from '../../lib/clock.ts';
import { defaultSchedule } from '../../sync/schedule.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { integrationSettings } from './integration-settings.ts';
import { requireBaseUrl } from './require-base-url.ts';

/**
 * Makes or updates the connection of every key in the environment, known by the variable's name; the key itself is not
 * stored. A new one is due at once. To be called at start. @throws InvalidInputError for an address that may not be used.
 */
export async function declareEnvironmentConnections(clock: Clock): Promise<void> {
  for (const connector of allConnectors()) {
    const { adminKey, baseUrl } = integrationSettings.connections[connector.vendor] ?? {};
    if (!adminKey?.trim()) continue;
    const address = baseUrl ? await requireBaseUrl(baseUrl, integrationSettings) : null;
    await declare(connector, address, clock());
  }
}

async function declare(connector: Connector, baseUrl: string | null, now: Date): Promise<void> {
  const { vendor: code, vendorName, environment, currency, streams } = connector;
  const environmentKey = environment.variable;
  await db.$transaction(async (tx) => {
    const known = await tx.connection.findUnique({ where: { environmentKey } });
    if (known) {
      await tx.connection.update({ where: { environmentKey }, data: { baseUrl } });
      return;
    }
    const vendor = await tx.vendor.upsert({ where: { code }, create: { code, name: vendorName }, update: {} });
    const isTaken = (await tx.connection.count({ where: { name: vendorName } })) > 0;
    const name = isTaken ? `${vendorName} (${environmentKey})` : vendorName;
    const schedule = defaultSchedule(streams);
    const { id } = await tx.connection.create({
      data: { vendorId: vendor.id, name, environmentKey, baseUrl, currency, schedule, nextSyncAt: now },
    });
    await recordAuditEvent(
      tx,
      { kind: 'JOB', name: 'environment' },
      {
        action: 'createConnection',
        subjectType: 'Connection',
        subjectId: id,
        after: { name, environmentKey, baseUrl },
      },
    );
  });
}
