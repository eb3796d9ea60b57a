import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import type { PeriodText } from '../../lib/period.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { SpendSummary } from './spend-summary.tsx';

interface MySpendPageProps {
  period: PeriodText;
  onPeriod: (period: PeriodText) => void;
  /** What else one has to know of one's spend: above and below it. */
  above: ReactNode;
  below: ReactNode;
}

export function MySpendPage({ period, onPeriod, above, below }: MySpendPageProps) {
  const { memberId } = useViewer();
  return (
    <Page title="My spend" actions={<PeriodPicker value={period} onChange={onPeriod} />}>
      {above}
      <SpendSummary filters={[{ dimension: 'MEMBER', in: [memberId] }]} period={period} />
      {below}
    </Page>
  );
}
