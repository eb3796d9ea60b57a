import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import type { PeriodText } from '../../lib/period.ts';
import { MemberActions } from './member-actions.tsx';
import { MemberFacts } from './member-facts.tsx';
import { SpendSummary } from './spend-summary.tsx';

const MemberPageQuery = graphql(`
  query MemberPage($id: ID!) {
    member(id: $id) {
      id
      name
      ...MemberFacts_member
      ...MemberActions_member
    }
  }
`);

interface MemberPageProps {
  memberId: string;
  period: PeriodText;
  onPeriod: (period: PeriodText) => void;
}

export function MemberPage({ memberId, period, onPeriod }: MemberPageProps) {
  const [{ data, error }, retry] = useQuery({ query: MemberPageQuery, variables: { id: memberId } });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const { member } = data;
  if (!member) return <NotFound what="member" />;
  return (
    <Page
      title={member.name}
      above={<TextLink to="/members">Members</TextLink>}
      actions={
        <>
          <PeriodPicker value={period} onChange={onPeriod} />
          <MemberActions member={member} />
        </>
      }
    >
      <MemberFacts member={member} />
      <SpendSummary filters={[{ dimension: 'MEMBER', in: [member.id] }]} period={period} />
    </Page>
  );
}
