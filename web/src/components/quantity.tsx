import { Tooltip } from '@mantine/core';
import type { DecimalText } from '../lib/decimal.ts';
import { formatCompactQuantity, formatQuantity } from '../lib/format.ts';

interface QuantityProps {
  /** Exact decimal text; null is shown as a dash. */
  quantity: DecimalText | null;
  /** Named on hover: "tokens", "requests". */
  unit: string;
  isCompact?: boolean;
}

/** A count of something, shortened if asked, exact on hover. */
export function Quantity({ quantity, unit, isCompact = true }: QuantityProps) {
  if (quantity === null) return <span className="numeric">–</span>;
  return (
    <Tooltip label={<span className="numeric">{`${formatQuantity(quantity)} ${unit}`}</span>}>
      <span className="numeric">{isCompact ? formatCompactQuantity(quantity) : formatQuantity(quantity)}</span>
    </Tooltip>
  );
}
