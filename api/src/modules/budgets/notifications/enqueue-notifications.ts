import type { BudgetAlert, NotificationChannel, Prisma } from '@outlay/prisma';
import { dayInZone } from '../../../lib/calendar.ts';
import { type Concerned, concernedPeople } from './concerned-people.ts';
import { type MessageSlot, messageSlot, ownKey } from './message-slot.ts';
import { routesAlert } from './routes-alert.ts';
import { type NewMessage, writeMessages } from './write-messages.sql.ts';

/** Slots after the first that were already being sent; then it goes out on its own. */
const SLOTS = 3;

/** Writes what is to be sent about an alert, by every channel's routing, in the transaction that raises it. */
export async function enqueueNotifications(tx: Prisma.TransactionClient, alert: BudgetAlert): Promise<void> {
  const channels = await tx.notificationChannel.findMany({
    where: { isEnabled: true, removedAt: null },
    orderBy: { id: 'asc' },
  });
  if (channels.length === 0) return;
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { reportingZone: true } });
  const zone = organization?.reportingZone ?? 'UTC';
  const concerned = await concernedPeople(tx, alert, dayInZone(alert.raisedAt, zone));
  const rule = alert.alertRuleId === null ? null : await tx.alertRule.findUnique({ where: { id: alert.alertRuleId } });
  const routed = channels.filter((channel) => routesAlert(channel, { alert, concerned, ruleKind: rule?.kind ?? null }));
  const targets: Target[] = [];
  for (const channel of routed) {
    const slot = messageSlot(channel, alert, alert.raisedAt, zone);
    for (const recipient of await recipientsOf(tx, channel, concerned)) targets.push({ channel, recipient, slot });
  }
  await write(tx, alert, targets, zone);
}

interface Target {
  channel: NotificationChannel;
  recipient: string;
  slot: MessageSlot;
}

async function recipientsOf(
  tx: Prisma.TransactionClient,
  { kind, recipients, toAdmins, toConcernedMembers }: NotificationChannel,
  { memberIds }: Concerned,
): Promise<string[]> {
  if (kind !== 'EMAIL') return [''];
  const wanted: Prisma.MemberWhereInput[] = [
    ...(toAdmins ? [{ role: 'ADMIN' as const }] : []),
    ...(toConcernedMembers ? [{ id: { in: memberIds } }] : []),
  ];
  const members = await tx.member.findMany({
    where: { status: 'ACTIVE', OR: wanted, NOT: { notificationPreference: { wantsAlerts: false } } },
    select: { email: true },
  });
  return [...new Set([...recipients, ...members.map(({ email }) => email)])].sort();
}

/** A digest that is being sent takes nothing more: what it refuses waits for the next one. */
async function write(tx: Prisma.TransactionClient, alert: BudgetAlert, targets: Target[], zone: string): Promise<void> {
  let open = targets;
  for (let round = 0; open.length > 0 && round <= SLOTS; round += 1) {
    const taken = await writeMessages(tx, open.map(toMessage), { alertId: alert.id, now: alert.raisedAt });
    const isTaken = ({ channel, recipient }: Target) =>
      taken.some((message) => message.channelId === channel.id && message.recipient === recipient);
    open = open
      .filter((target) => !isTaken(target))
      .map((target) => ({ ...target, slot: laterSlot(target, alert, zone, round) }));
  }
}

function laterSlot({ channel, slot }: Target, alert: BudgetAlert, zone: string, round: number): MessageSlot {
  const own = { slotKey: ownKey(alert.id), dueAt: slot.dueAt };
  if (round === SLOTS - 1) return own;
  const next = messageSlot(channel, alert, slot.dueAt, zone);
  return next.slotKey === slot.slotKey ? own : next;
}

const toMessage = ({ channel, recipient, slot }: Target): NewMessage => ({ channelId: channel.id, recipient, ...slot });
