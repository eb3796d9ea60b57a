import type { ApiClient } from './api-client.ts';
import type { SampleCalendar } from './sample-calendar.ts';
import { sampleEntries, sampleRecurringCosts, sampleRules } from './sample-costs.ts';
import type { SampleIds } from './sample-ids.ts';

/** Months with cost, counted from now; last month is left for finance to close. */
const CLOSED_MONTHS = [-4, -3, -2];

/** Codes, recurring and one-off costs, and closed months, as finance would have kept them. */
export async function keepBooks(
  api: ApiClient,
  ids: SampleIds,
  at: SampleCalendar,
  progress: (text: string) => void,
): Promise<void> {
  const change = (mutation: string, input: object) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    return api.call(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on Error { message } } }`,
      { input },
    );
  };
  for (const rule of sampleRules(ids)) await change('createGlRule', rule);
  for (const cost of sampleRecurringCosts(ids, at)) await change('createRecurringCost', cost);
  for (const entry of sampleEntries(ids, at)) await change('createCostEntry', entry);
  const stripe = { gateway: 'Stripe', currency: 'USD' };
  await change('setPaymentFeeRate', { ...stripe, share: '0.029', fixed: '0.30', from: at(-4, 1) });
  const lines = [{ glAccountId: ids.accounts.get('6310'), category: 'Fees' }];
  await change('recordPaymentFee', { ...stripe, amount: '1250', date: at(-1, 6), lines });
  for (const month of CLOSED_MONTHS) {
    // A scheduled sync may be reading just then; the month can be closed in the browser.
    const isClosed = await change('closePeriod', { month: at(month, 1), acknowledgeWarnings: true }).then(
      () => true,
      (error: Error) => progress(`${at(month, 1).slice(0, 7)} stays open: ${error.message}`),
    );
    if (!isClosed) return;
  }
}
