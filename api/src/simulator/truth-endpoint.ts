import { dayNumber, utcDayOf } from './calendar.ts';
import type { Truth, VendorAccount } from './truth.ts';
import type { VendorResponse } from './vendor-request.ts';

const ACCOUNTS: readonly VendorAccount[] = ['anthropic', 'anthropic-2', 'cursor'];
const MAX_DAYS = 400;

/** GET /truth/bill?account=&from=&until= (UTC days, half-open): the settled bill per day, in nano-USD as text. */
export function truthEndpoint(truth: Truth): (url: URL) => VendorResponse {
  return ({ pathname, searchParams }) => {
    if (pathname !== '/truth/bill') return { status: 404, body: { error: `Nothing at ${pathname}; see /truth/bill` } };
    const account = ACCOUNTS.find((name) => name === searchParams.get('account'));
    if (!account) return { status: 400, body: { error: `account must be one of ${ACCOUNTS.join(', ')}` } };
    try {
      const from = dayNumber(searchParams.get('from') ?? '');
      const until = dayNumber(searchParams.get('until') ?? '');
      if (until <= from || until - from > MAX_DAYS)
        return { status: 400, body: { error: `until must be 1 to ${MAX_DAYS} days after from` } };
      const days = Array.from({ length: until - from }, (_, index) => utcDayOf(from + index));
      return {
        status: 200,
        body: days.map((day) => ({
          day,
          billNano: String(truth.billNano(account, day)),
          settledAt: truth.settledAt(account, day).toISOString(),
        })),
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { status: 400, body: { error: error.message } };
    }
  };
}
