import type { AlertRule, Prisma } from '@outlay/prisma';
import type { RuleFacts } from './rule-facts.ts';

/** Something a rule tells of. */
export interface Finding {
  /** Global id of what it is about; empty: the organization. */
  subjectKey: string;
  /** Which time it is; left out: as long as it lasts, from the day it was found. */
  occurrenceKey?: string;
  concernedMemberId?: number | undefined;
  title: string;
  /** Figures as exact decimal strings. */
  evidence: Prisma.InputJsonObject;
  /** Path in the web application that shows them. */
  link: string;
  /** Over by itself from then on. */
  expiresAt?: Date;
}

/** Everything that holds now for a rule; asked again, the same things have the same keys. */
export type EvaluateRule = (rule: AlertRule, facts: RuleFacts) => Promise<Finding[]>;
