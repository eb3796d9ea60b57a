import { IconAlertTriangle } from '@tabler/icons-react';
import { TextLink } from '../../components/text-link.tsx';
import { isZero } from '../../lib/decimal.ts';
import { formatCompactQuantity, formatQuantity } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './explore-page.module.css';
import type { Pivot } from './pivot-query.ts';

/** Says how much usage costs an unknown amount, and leads to where it is priced. */
export function UnpricedNote({ unpriced }: { unpriced: NonNullable<Pivot['unpriced']> }) {
  const { isAdmin } = useViewer();
  const { tokens, requests, models } = unpriced;
  const [quantity, unit] = isZero(tokens) ? [requests, 'requests'] : [tokens, 'tokens'];
  const names = models.map(({ label }) => label).join(', ');
  return (
    <span
      className={classes.unpriced}
      title={`${formatQuantity(quantity)} ${unit} of ${names}: in amounts only as far as they were billed.`}
    >
      <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
      {formatCompactQuantity(quantity)} {unit} unpriced
      {isAdmin ? (
        <TextLink to="/integrations/prices" fz="xs" aria-label={`Set prices for ${names}`}>
          Set prices
        </TextLink>
      ) : null}
    </span>
  );
}
