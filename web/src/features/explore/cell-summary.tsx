import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useValueLabels } from '../../components/dimension-filter/dimension-values.ts';
import { filterText } from '../../components/dimension-filter/filter-text.ts';
import type { UsageRowsPageQuery } from '../../gql/graphql.ts';
import { addDecimals, compareDecimals, sumDecimals } from '../../lib/decimal.ts';
import { periodDays, resolvePeriod } from '../../lib/period.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import classes from './cell-summary.module.css';
import type { UsageRowsSearch, ViewFilter } from './explore-search.ts';
import { exactFigure, fullFigure } from './format-figure.ts';
import { measures } from './measures.ts';
import { tiedMeasures, type UsageScope } from './usage-scope.ts';

interface CellSummaryProps {
  search: UsageRowsSearch;
  scope: UsageScope;
  data: UsageRowsPageQuery;
}

/** Which cell it is, its figure by the pivot, and whether the rows add up to the same. */
export function CellSummary({ search, scope, data }: CellSummaryProps) {
  const { currency, zone } = useViewer();
  const period = resolvePeriod(search.period, useToday());
  const asked = scope.input.measures;
  const byPivot = (measure: (typeof asked)[number]) => data.pivot.totals.values[asked.indexOf(measure)] ?? null;
  const { spend, listValue, totalTokens } = data.usageBuckets.totals;
  const ofEntries = sumDecimals(data.costEntries.totals.map(({ amount }) => amount));
  const byRows = { SPEND: addDecimals(spend, ofEntries), LIST_VALUE: listValue, TOTAL_TOKENS: totalTokens };
  const differing = tiedMeasures.filter((measure) => compareDecimals(byPivot(measure) ?? '0', byRows[measure]) !== 0);
  return (
    <div className={classes.summary}>
      <p className={classes.scope}>
        <span>{periodDays(period)}</span>
        {scope.filter.filters.map((filter, index) => (
          <FilterName key={`${filter.dimension} ${index > 0}`} filter={filter} />
        ))}
        <span>
          {currency}, days of {search.dayBasis === 'BILLING' ? 'UTC' : zone}
        </span>
      </p>
      <dl className={classes.figures}>
        {[...new Set([search.measure, ...tiedMeasures])].map((measure) => {
          const value = byPivot(measure);
          return (
            <div key={measure} data-own={measure === search.measure || undefined}>
              <dt>{measures[measure].label}</dt>
              <dd className="numeric" title={exactFigure(measure, value, currency)}>
                {fullFigure(measure, value, currency)}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className={classes.tie} data-differs={differing.length > 0 || undefined} role="status">
        {differing.length === 0 ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
        {differing.length === 0
          ? data.costEntries.totalCount > 0
            ? 'The usage and the cost entries add up to the cell exactly.'
            : 'The rows below add up to the cell exactly.'
          : `The rows add up to ${differing.map((measure) => `${exactFigure(measure, byRows[measure], currency)} of ${measures[measure].label.toLowerCase()}`).join(' and ')}: figures changed while they were read. Reload to compare again.`}
      </p>
    </div>
  );
}

function FilterName({ filter }: { filter: ViewFilter }) {
  const labelOf = useValueLabels(filter.dimension, filter.in ?? filter.notIn ?? []);
  return <span>{filterText(filter, labelOf)}</span>;
}
