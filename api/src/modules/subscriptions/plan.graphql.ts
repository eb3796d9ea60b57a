import { resolveArrayConnection } from '@pothos/plugin-relay';
import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { searchText } from '../../lib/search-text.ts';
import { BillingIntervalEnum } from '../ledger/billing-interval.graphql.ts';
import type { Plan, PlanAllowance, PlanPrice } from './plan.ts';
import { PLANS_AS_OF, planCatalogue } from './plan-catalogue.ts';

const PlanPriceRef = builder.objectRef<PlanPrice>('PlanPrice').implement({
  description: 'A public list price per seat and interval, before tax.',
  fields: (t) => ({
    interval: t.expose('interval', { type: BillingIntervalEnum }),
    currency: t.exposeString('currency'),
    amount: t.expose('amount', { type: 'Decimal' }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day it holds; null: no earlier price is known.',
      resolve: ({ from }) => from ?? null,
    }),
  }),
});

const AllowanceUnit = builder.enumType('PlanAllowanceUnit', {
  values: {
    LIST_VALUE_USD: { description: 'Usage at list price, in USD.' },
    REQUESTS: {},
  } as const,
});
const AllowanceBasis = builder.enumType('PlanAllowanceBasis', {
  values: {
    PUBLISHED: { description: 'The vendor states it.' },
    ESTIMATED: { description: 'The vendor states no amount; it was measured by others and scaled.' },
  } as const,
});

export const PlanAllowanceRef = builder.objectRef<PlanAllowance>('PlanAllowance').implement({
  description: 'What a seat may use per month before more is billed.',
  fields: (t) => ({
    unit: t.expose('unit', { type: AllowanceUnit }),
    perMonth: t.expose('perMonth', { type: 'Decimal' }),
    overage: t.expose('overage', { type: 'Decimal', description: 'What one unit beyond it costs, in USD.' }),
    basis: t.expose('basis', { type: AllowanceBasis }),
  }),
});

export const PlanRef = builder.objectRef<Plan>('Plan').implement({
  description: 'A plan a vendor sells, at its public list price.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    vendorCode: t.exposeString('vendorCode'),
    vendorName: t.exposeString('vendorName'),
    toolCode: t.string({
      nullable: true,
      description: 'Of the usage it covers; null: none that is measured.',
      resolve: ({ toolCode }) => toolCode ?? null,
    }),
    minSeats: t.exposeInt('minSeats', { description: 'Fewest seats the vendor sells.' }),
    isForTeams: t.exposeBoolean('isForTeams', { description: 'Sold to organizations rather than to a person.' }),
    prices: t.field({ type: [PlanPriceRef], resolve: ({ prices }) => [...prices] }),
    allowance: t.field({
      type: PlanAllowanceRef,
      nullable: true,
      description: 'Null: neither published nor estimated.',
      resolve: ({ allowance }) => allowance ?? null,
    }),
    asOf: t.field({
      type: 'Date',
      description: "When its prices were last compared with the vendor's page.",
      resolve: () => PLANS_AS_OF,
    }),
  }),
});

interface Plans {
  rows: Plan[];
  page: NonNullable<Awaited<ReturnType<typeof resolveArrayConnection<Plan>>>>;
}

const PlansEdge = builder.objectRef<{ cursor: string; node: Plan }>('PlansConnectionEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: PlanRef }) }),
});

const PlansConnection = builder.objectRef<Plans>('PlansConnection').implement({
  fields: (t) => ({
    edges: t.field({ type: [PlansEdge], resolve: ({ page }) => page.edges.filter((edge) => edge !== null) }),
    pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ page }) => page.pageInfo }),
    totalCount: t.int({ resolve: ({ rows }) => rows.length }),
  }),
});

function plansLike(search: string, vendor: string | null | undefined): Plan[] {
  const known = [...new Set(planCatalogue.map(({ vendorCode }) => vendorCode))];
  if (vendor && !known.includes(vendor))
    throw new InvalidInputError('vendor', vendor, 'has no plans in the catalogue.', `Use one of ${known.join(', ')}.`);
  return planCatalogue.filter(
    (plan) =>
      (!vendor || plan.vendorCode === vendor) &&
      `${plan.name} ${plan.vendorName}`.toLowerCase().includes(search.toLowerCase()),
  );
}

builder.queryField('plans', (t) =>
  t.field({
    description: 'The plan catalogue, by vendor and from small to large.',
    type: PlansConnection,
    authScopes: { scope: 'READ' },
    args: {
      ...t.arg.connectionArgs(),
      search: t.arg.string({ description: "Part of the plan's or the vendor's name." }),
      vendor: t.arg.string({ description: 'Code of the vendor, such as anthropic.' }),
    },
    resolve: async (_root, { search, vendor, ...args }) => {
      const rows = plansLike(searchText(search), vendor);
      return { rows, page: await resolveArrayConnection({ args }, rows) };
    },
  }),
);
