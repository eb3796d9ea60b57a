import { Text } from '@mantine/core';
import { Money } from '../../components/money.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { type DecimalText, subtractDecimals } from '../../lib/decimal.ts';
import { formatQuantity } from '../../lib/format.ts';
import classes from './reprice-figures.module.css';

const PreviewFragment = graphql(`
  fragment RepriceFigures_preview on RepricePreview {
    rowCount
    dayCount
    oldListValue
    newListValue
    oldCost
    newCost
  }
`);

/** Old and new amounts side by side. */
export function RepriceFigures({ preview }: { preview: FragmentType<typeof PreviewFragment> }) {
  const { rowCount, dayCount, ...amounts } = readFragment(PreviewFragment, preview);
  if (rowCount === 0) return <Text fz="sm">Nothing would change: this usage has today’s prices already.</Text>;
  return (
    <table className={classes.figures} aria-label="What would change">
      <caption>
        {formatQuantity(String(rowCount))} rows on {formatQuantity(String(dayCount))} days change.
      </caption>
      <thead>
        <tr>
          <th />
          <th scope="col">Now</th>
          <th scope="col">Re-priced</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        <Amounts label="List value" before={amounts.oldListValue} after={amounts.newListValue} />
        <Amounts label="Cost before the bill" before={amounts.oldCost} after={amounts.newCost} />
      </tbody>
    </table>
  );
}

function Amounts({ label, before, after }: { label: string; before: DecimalText; after: DecimalText }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <Money amount={before} />
      </td>
      <td>
        <Money amount={after} />
      </td>
      <td>
        <Money amount={subtractDecimals(after, before)} />
      </td>
    </tr>
  );
}
