import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import type { PeriodText } from '../../lib/period.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { SpendSummary } from './spend-summary.tsx';

interface MySpendPageProps {
  period: PeriodText;
  onPeriod: (period: PeriodText) => void;
}

export function MySpendPage({ period, onPeriod }: MySpendPageProps) {
  const { memberId } = useViewer();
  return (
    <Page title="My spend" actions={<PeriodPicker value={period} onChange={onPeriod} />}>
      <SpendSummary filters={[{ dimension: 'MEMBER', in: [memberId] }]} period={period} />
    </Page>
  );
}
