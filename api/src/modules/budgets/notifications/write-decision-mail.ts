import type { Budget, BudgetRequest, Prisma } from '@outlay/prisma';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { limitText, unitOf } from '../request-alert.ts';
import { escapeHtml, htmlPage, type MailContent } from './message-content.ts';

/** Mails the answer to the member who asked, unless that member gave it or wants no mail of alerts. */
export async function writeDecisionMail(
  tx: Prisma.TransactionClient,
  { request, budget }: { request: BudgetRequest; budget: Budget },
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  if (request.memberId === request.decidedById) return;
  const wants = { status: 'ACTIVE', NOT: { notificationPreference: { wantsAlerts: false } } } as const;
  const member = await tx.member.findFirst({ where: { id: request.memberId, ...wants } });
  if (!member) return;
  const content = decisionMail({ request, budget, unit: await unitOf(tx, budget), publicUrl });
  await tx.notificationMessage.create({
    data: {
      ...{ recipient: member.email, slotKey: `request ${request.id}`, dueAt: now, createdAt: now },
      content: { ...content },
    },
  });
}

interface Decision {
  request: BudgetRequest;
  budget: Budget;
  unit: string;
  publicUrl: string;
}

function decisionMail({ request, budget, unit, publicUrl }: Decision): MailContent {
  const { requestedLimit, grantedLimit, decisionNote } = request;
  const text = limitText(budget);
  const subject = `Your request for more of ${budget.name} was ${grantedLimit ? 'approved' : 'declined'}`;
  const limit = `${text(grantedLimit ?? budget.limit)} ${unit}`;
  const lines = [
    grantedLimit ? `The limit is ${limit} from now on.` : `The limit stays ${limit}.`,
    `You asked for ${text(requestedLimit)} ${unit}.`,
    ...(decisionNote ? [decisionNote] : []),
  ];
  const link = `${publicUrl}/budgets/${encodeGlobalId('Budget', budget.id)}`;
  return {
    subject: subject.replace(/\s+/g, ' '),
    text: `${[subject, '', ...lines, '', link].join('\n')}\n`,
    html: htmlPage(
      `<p><strong>${escapeHtml(subject)}</strong></p><p>${lines.map(escapeHtml).join('<br>')}</p><p><a href="${escapeHtml(link)}">Show the budget</a></p>`,
    ),
  };
}
