import { addDays, addMonths, type Day, startOfMonth } from '../../lib/calendar.ts';
import { fromNano } from '../../lib/money.ts';
import type { ExportNames } from './export-names.sql.ts';
import type { FocusEntry, FocusUsage } from './focus-rows.sql.ts';

/**
 * Columns of FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2/): every mandatory one, the conditional ones
 * that hold something here, and ours with the prefix x_. Empty is null.
 */
export const focusColumns = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingAccountType', 'BillingCurrency'],
  ...['BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription'],
  ...['ChargeFrequency', 'ChargePeriodEnd', 'ChargePeriodStart', 'ConsumedQuantity', 'ConsumedUnit'],
  ...['ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'PricingCategory', 'PricingQuantity'],
  ...['PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName', 'ServiceSubcategory', 'Tags'],
  ...['x_Agent', 'x_BillingKind', 'x_CostCategory', 'x_Evidence', 'x_GlAccount', 'x_Member', 'x_Model', 'x_Project'],
  'x_Team',
] as const;
export type FocusRow = Partial<Record<(typeof focusColumns)[number], string>>;

export interface FocusContext {
  names: Pick<
    ExportNames,
    'members' | 'teams' | 'agents' | 'projects' | 'vendors' | 'tools' | 'models' | 'connections' | 'accounts'
  >;
  organization: string;
  currency: string;
}

const UNKNOWN_VENDOR = 'Unspecified';
const startOf = (day: Day) => `${day}T00:00:00Z`;

/** Usage, or what a bill has beyond known usage, of one UTC day. */
export function usageRow(usage: FocusUsage, context: FocusContext): FocusRow {
  const { names } = context;
  const [spend, list] = [BigInt(usage.spendNano), BigInt(usage.listNano)];
  const { category, quantity, unit } = chargeOf(usage);
  const isUsage = category === 'Usage';
  // Included usage is priced at its list value and covered by a seat, which is no commitment discount of FOCUS.
  const contracted = usage.isIncluded ? list : spend;
  const service = names.tools(usage.toolId) || names.vendors(usage.vendorId) || UNKNOWN_VENDOR;
  const model = names.models(usage.modelId);
  return {
    ...commonRow(usage, context, usage.day),
    BilledCost: fromNano(spend),
    EffectiveCost: fromNano(spend),
    ContractedCost: fromNano(contracted),
    ListCost: fromNano(list === 0n ? contracted : list),
    ...(usage.connectionId === 0 ? {} : connectionAccount(usage.connectionId, names)),
    ChargeCategory: category,
    ChargeDescription: [service, model, usage.chargeClass === 'TOKENS' ? '' : usage.chargeClass]
      .filter(Boolean)
      .join(', '),
    ...(category === 'Tax' ? {} : { ChargeFrequency: 'Usage-Based' }),
    ChargePeriodStart: startOf(usage.day),
    ChargePeriodEnd: startOf(addDays(usage.day, 1)),
    ...(isUsage
      ? { ConsumedQuantity: quantity, ConsumedUnit: unit, PricingQuantity: quantity, PricingUnit: unit }
      : {}),
    ...(isUsage ? { PricingCategory: usage.isIncluded ? 'Other' : 'Standard' } : {}),
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: service,
    x_Model: model,
    x_Evidence: usage.evidence,
    x_BillingKind: usage.isIncluded ? 'INCLUDED' : 'METERED',
  };
}

/** A line of a cost entry: bought on its date for its service period. */
export function entryRow(entry: FocusEntry, context: FocusContext): FocusRow {
  const amount = fromNano(BigInt(entry.spendNano));
  const isRecurring = entry.source === 'SUBSCRIPTION' || entry.source === 'RECURRING';
  const { names } = context;
  return {
    ...commonRow(entry, context, entry.day),
    ...{ BilledCost: amount, EffectiveCost: amount, ContractedCost: amount, ListCost: amount },
    ChargeCategory: 'Purchase',
    ...(entry.source === 'ADJUSTMENT' ? { ChargeClass: 'Correction' } : {}),
    ChargeDescription: entry.description,
    ChargeFrequency: isRecurring ? 'Recurring' : 'One-Time',
    ChargePeriodStart: startOf(entry.serviceFrom),
    ChargePeriodEnd: startOf(entry.serviceUntil),
    ...{ PricingCategory: 'Standard', PricingQuantity: '1', PricingUnit: 'Units' },
    ServiceCategory: entry.toolId === 0 ? 'Other' : 'AI and Machine Learning',
    ServiceSubcategory: entry.toolId === 0 ? 'Other (Other)' : 'Generative AI',
    ServiceName: names.tools(entry.toolId) || names.vendors(entry.vendorId) || entry.description,
  };
}

/** What a bill has beyond usage has no quantity; fees, taxes and credits are not usage. */
function chargeOf({ chargeClass, evidence, tokens, requests }: FocusUsage) {
  const categories = { TAX: 'Tax', CREDIT: 'Credit', FEE: 'Adjustment' } as const;
  if (chargeClass === 'TAX' || chargeClass === 'CREDIT' || chargeClass === 'FEE')
    return { category: categories[chargeClass], quantity: '', unit: '' };
  if (tokens !== '0') return { category: 'Usage', quantity: tokens, unit: 'Tokens' } as const;
  if (requests !== '0') return { category: 'Usage', quantity: requests, unit: 'Requests' } as const;
  if (evidence === 'BILLED') return { category: 'Adjustment', quantity: '', unit: '' } as const;
  return { category: 'Usage', quantity: '1', unit: 'Units' } as const;
}

const connectionAccount = (id: number, names: FocusContext['names']): FocusRow => ({
  BillingAccountId: `Connection:${id}`,
  BillingAccountName: names.connections(id),
  BillingAccountType: 'Connection',
});

function commonRow(row: FocusUsage | FocusEntry, { names, organization, currency }: FocusContext, day: Day): FocusRow {
  const vendor = names.vendors(row.vendorId) || UNKNOWN_VENDOR;
  const month = startOfMonth(day);
  const owners = {
    agent: names.agents(row.agentId),
    member: names.members(row.memberId),
    project: names.projects(row.projectId),
    team: names.teams(row.teamId),
  };
  const tags = Object.entries(owners).filter(([, name]) => name !== '');
  return {
    ...{ BillingAccountId: 'Organization:1', BillingAccountName: organization, BillingAccountType: 'Organization' },
    BillingCurrency: currency,
    BillingPeriodStart: startOf(month),
    BillingPeriodEnd: startOf(addMonths(month, 1)),
    ...{ InvoiceIssuerName: vendor, ProviderName: vendor, PublisherName: vendor },
    ...(tags.length === 0 ? {} : { Tags: JSON.stringify(Object.fromEntries(tags)) }),
    ...{ x_Agent: owners.agent, x_Member: owners.member, x_Project: owners.project, x_Team: owners.team },
    x_GlAccount: names.accounts(row.glAccountId),
    x_CostCategory: row.category,
  };
}
