import { Text, Title } from '@mantine/core';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatMoney } from '../../lib/format.ts';
import classes from './replay-table.module.css';

const ReplayFragment = graphql(`
  fragment ReplayTable_replay on PlanReplay {
    currency
    monthCount
    paid
    staying
    listValue
    noActionPercent
    noActionUsdPerMonth
    best {
      plan {
        code
      }
    }
    options {
      plan {
        code
        name
        allowance {
          basis
        }
      }
      cost
      fixed
      overage
      yearlySaving
      isWithinBand
    }
  }
`);

interface ReplayTableProps {
  replay: FragmentType<typeof ReplayFragment>;
  /** Under a heading of its own. */
  hasTitle?: boolean;
}

/** The same usage on every plan of the vendor and on the API: the arithmetic behind a suggestion. */
export function ReplayTable({ replay: masked, hasTitle = true }: ReplayTableProps) {
  const replay = readFragment(ReplayFragment, masked);
  const { currency, monthCount, paid, staying, listValue, options, best, noActionPercent, noActionUsdPerMonth } =
    replay;
  if (monthCount === 0 || options.length === 0) return null;
  const months = monthCount === 1 ? 'The last whole month' : `The last ${monthCount} whole months`;
  return (
    <section className={classes.replay}>
      {hasTitle ? (
        <Title order={3} mb={4}>
          The same usage on other plans
        </Title>
      ) : null}
      <Text fz="sm" c="dimmed" mb="xs">
        {months}: {formatMoney(paid, currency)} paid, seats and metered usage together, for usage worth{' '}
        {formatMoney(listValue, currency)} at list price.
        {staying === paid
          ? ''
          : ` The plan it has would have covered more of it, for ${formatMoney(staying, currency)} in all: savings are told against that.`}
      </Text>
      <PlainTable
        label="The same usage on other plans"
        headings={[
          'Plan',
          { right: 'Seats' },
          { right: 'Beyond them' },
          { right: 'Together' },
          { right: 'Saves a year' },
          '',
        ]}
      >
        {options.map(({ plan, cost, fixed, overage, yearlySaving, isWithinBand }) => {
          const isBest = best !== null && best.plan?.code === plan?.code;
          return (
            <tr key={plan?.code ?? 'api'} data-best={isBest || undefined} className={classes.option}>
              <td>{plan?.name ?? 'API at list price'}</td>
              <td data-align="right">
                <Money amount={fixed} currency={currency} />
              </td>
              <td data-align="right">
                <Money amount={cost === null ? null : overage} currency={currency} />
              </td>
              <td data-align="right">
                <Money amount={cost} currency={currency} />
              </td>
              <td data-align="right">
                <Money amount={yearlySaving} currency={currency} />
              </td>
              <td>{remark({ isBest, yearlySaving, isWithinBand, basis: plan?.allowance?.basis })}</td>
            </tr>
          );
        })}
      </PlainTable>
      <Text fz="xs" c="dimmed" mt="xs">
        Less than {noActionPercent}% or ${noActionUsdPerMonth} a month saved is no reason to act.
      </Text>
    </section>
  );
}

interface Remark {
  isBest: boolean;
  /** Null: not known. */
  yearlySaving: string | null;
  isWithinBand: boolean;
  basis: string | undefined;
}

function remark({ isBest, yearlySaving, isWithinBand, basis }: Remark): string {
  if (yearlySaving === null) return 'What it includes is not known';
  const isDearer = yearlySaving.startsWith('-');
  const words = [isBest ? 'Suggested' : '', isDearer ? 'Costs more' : isWithinBand ? 'Too close to act' : ''];
  return [...words, basis === 'ESTIMATED' ? 'Allowance estimated' : ''].filter(Boolean).join(' · ');
}
