import { Tooltip } from '@mantine/core';
import type { DecimalText } from '../lib/decimal.ts';
import { formatCompactMoney, formatExactMoney, formatMoney } from '../lib/format.ts';
import { useViewer } from '../lib/viewer.tsx';

interface MoneyProps {
  /** Exact decimal text; null is shown as a dash. */
  amount: DecimalText | null;
  /** ISO 4217; the reporting currency when absent. */
  currency?: string;
  /** `$12.3K` from ten thousand on. */
  isCompact?: boolean;
}

/** An amount with every digit on hover. */
export function Money({ amount, currency, isCompact = false }: MoneyProps) {
  const viewer = useViewer();
  const code = currency ?? viewer.currency;
  if (amount === null) return <span className="numeric">–</span>;
  return (
    <Tooltip label={<span className="numeric">{formatExactMoney(amount, code)}</span>}>
      <span className="numeric">{isCompact ? formatCompactMoney(amount, code) : formatMoney(amount, code)}</span>
    </Tooltip>
  );
}
