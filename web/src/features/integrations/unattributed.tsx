import { useEffect } from 'react';
import { useQuery } from 'urql';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { graphql } from '../../gql/index.ts';
import { addDecimals, divideDecimals } from '../../lib/decimal.ts';
import { formatPercent } from '../../lib/format.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { useToday } from '../../lib/viewer.tsx';

const UnattributedQuery = graphql(`
  query Unattributed($from: Date!, $until: Date!) {
    pivot(input: { from: $from, until: $until, rows: [MEMBER], measures: [SPEND], first: 1 }) {
      unattributed
      totals {
        values
      }
    }
  }
`);

const context = { additionalTypenames: ['Identity', 'IdentityMapping'] };
const LOOK_EVERY_MS = 2000;

/** Spend that no member owns, of the last 90 days; it falls as identities are mapped. */
export function Unattributed({ isRebuilding }: { isRebuilding: boolean }) {
  const period = resolvePeriod('last-90-days', useToday());
  const [{ data }, load] = useQuery({ query: UnattributedQuery, variables: period, context });
  useEffect(() => {
    // Once more after the last day is recomputed.
    load({ requestPolicy: 'network-only' });
    if (!isRebuilding) return;
    const timer = setInterval(() => load({ requestPolicy: 'network-only' }), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRebuilding, load]);
  const unattributed = data?.pivot.unattributed ?? null;
  const total = data?.pivot.totals.values[0] ?? '0';
  const part = unattributed === null ? null : divideDecimals(unattributed, addDecimals(total, '0'), 6);
  return (
    <Figures
      figures={[
        {
          label: 'Unattributed spend, last 90 days',
          value: <Money amount={unattributed} />,
          note: part === null ? '' : `${formatPercent(part)} of all spend has no member.`,
        },
      ]}
    />
  );
}
