/** What tests of notifications share: rules and alerts to tell of, and the job that sends. */
import type { AlertSeverity, Prisma } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { smtpMail } from '../../../lib/smtp-mail.ts';
import { createOrganization } from '../../../test/factories.ts';
import type { TestApi, TestClient } from '../../../test/graphql-client.ts';
import { useIntegrationSettings } from '../../integrations/integration-settings.ts';
import { mutate } from '../../ledger/ledger-kit.ts';
import { raiseAlert } from '../raise-alert.ts';
import { type DeliveryOptions, deliverNotifications } from './deliver-notifications.ts';

export const SECRET = 'a secret of tests, long enough to be used';

export function settings({ allowPrivateNetwork = true, secret = SECRET, previousSecrets = [] as string[] } = {}) {
  useIntegrationSettings({ secret, previousSecrets, connections: {}, allowPrivateNetwork });
}

let count = 0;

export const createRule = (overrides: Partial<Prisma.AlertRuleUncheckedCreateInput> = {}) =>
  db.alertRule.create({
    data: { kind: 'UNPRICED_MODEL', name: 'Usage without a price', severity: 'WARNING', ...overrides },
  });

interface RaiseOptions {
  now: Date;
  ruleId?: number;
  budgetId?: number;
  severity?: AlertSeverity;
  concernedMemberId?: number;
  title?: string;
}

/** Raises an alert as the evaluation does. */
export async function raise({ now, ruleId, budgetId, ...options }: RaiseOptions) {
  count += 1;
  const of = budgetId === undefined ? { alertRuleId: ruleId ?? (await createRule()).id } : { budgetId };
  const told = { title: `Alert ${count}`, evidence: { spend: '61.2', currency: 'USD' }, link: '/explore?rows=%5B%5D' };
  const key = { subjectKey: '', occurrenceKey: `time ${count}` };
  return db.$transaction((tx) => raiseAlert(tx, { ...of, ...key, severity: 'WARNING', ...told, ...options, now }));
}

const CHANNEL = `... on NotificationChannelWithSecret { signingSecret channel { id name kind urlHint } }`;

export async function createChannel(client: TestClient, input: object) {
  const answer = await mutate(client, 'createNotificationChannel', { name: 'Channel', ...input }, CHANNEL);
  return answer as { signingSecret: string | null; channel: { id: string; urlHint: string } };
}

/** The job of one process; `random` of the middle takes the jitter away. */
export function delivery(api: TestApi, overrides: Partial<DeliveryOptions> & { smtpUrl?: string } = {}) {
  const { smtpUrl, ...options } = overrides;
  const log = { warn: () => undefined, error: () => undefined };
  return () =>
    deliverNotifications({
      ...{ pool: api.database.pool, clock: api.clock.now, random: () => 0.5, log },
      ...{ publicUrl: 'http://outlay.test', post: { timeoutMs: 2_000 } },
      sendMail: smtpUrl ? smtpMail({ smtpUrl, from: 'Outlay <outlay@acme.test>' }) : undefined,
      ...options,
    });
}

export const messages = () =>
  db.notificationMessage.findMany({ orderBy: { id: 'asc' }, include: { items: { orderBy: { alertId: 'asc' } } } });

export async function arrangeOrganization(zone = 'UTC') {
  settings();
  await createOrganization({ reportingZone: zone });
}
