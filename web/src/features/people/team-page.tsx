import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import type { PeriodText } from '../../lib/period.ts';
import { SpendSummary } from './spend-summary.tsx';
import { TeamActions } from './team-actions.tsx';
import { TeamMembers } from './team-members.tsx';
import { TeamMembershipDialog } from './team-membership-dialog.tsx';

const TeamPageQuery = graphql(`
  query TeamPage($id: ID!) {
    team(id: $id) {
      id
      name
      costCentre
      archivedAt
      ...TeamActions_team
    }
  }
`);

interface TeamPageProps {
  teamId: string;
  period: PeriodText;
  onPeriod: (period: PeriodText) => void;
}

export function TeamPage({ teamId, period, onPeriod }: TeamPageProps) {
  const [{ data, error }, retry] = useQuery({ query: TeamPageQuery, variables: { id: teamId } });
  const [isAdding, setAdding] = useState(false);
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const { team } = data;
  if (!team) return <NotFound what="team" />;
  const description = [team.costCentre ? `Cost centre ${team.costCentre}` : '', team.archivedAt ? 'Archived' : '']
    .filter(Boolean)
    .join(' · ');
  return (
    <Page
      title={team.name}
      description={description}
      above={<TextLink to="/teams">Teams</TextLink>}
      actions={
        <>
          <PeriodPicker value={period} onChange={onPeriod} />
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)}>
            Add members
          </Button>
          <TeamActions team={team} />
        </>
      }
    >
      <SpendSummary filters={[{ dimension: 'TEAM', in: [team.id] }]} period={period} />
      <TeamMembers teamId={team.id} />
      {isAdding ? <TeamMembershipDialog team={team} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
