import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import type { PeriodText } from '../../lib/period.ts';
import { AgentActions } from './agent-actions.tsx';
import { SpendSummary } from './spend-summary.tsx';

const AgentPageQuery = graphql(`
  query AgentPage($id: ID!) {
    agent(id: $id) {
      id
      name
      description
      archivedAt
      ownerMember {
        id
        name
      }
      project {
        name
      }
      ...AgentActions_agent
    }
  }
`);

interface AgentPageProps {
  agentId: string;
  period: PeriodText;
  onPeriod: (period: PeriodText) => void;
}

export function AgentPage({ agentId, period, onPeriod }: AgentPageProps) {
  const [{ data, error }, retry] = useQuery({ query: AgentPageQuery, variables: { id: agentId } });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const { agent } = data;
  if (!agent) return <NotFound what="agent" />;
  const owner = agent.ownerMember;
  return (
    <Page
      title={agent.name}
      description={agent.description}
      above={<TextLink to="/agents">Agents</TextLink>}
      actions={
        <>
          <PeriodPicker value={period} onChange={onPeriod} />
          <AgentActions agent={agent} />
        </>
      }
    >
      <Facts
        facts={[
          {
            term: 'Owner',
            value: owner ? (
              <TextLink to="/members/$memberId" params={{ memberId: owner.id }}>
                {owner.name}
              </TextLink>
            ) : (
              'Nobody'
            ),
          },
          { term: 'Project', value: agent.project?.name ?? 'None' },
          { term: 'State', value: agent.archivedAt ? 'Archived' : 'Current' },
        ]}
      />
      <SpendSummary filters={[{ dimension: 'AGENT', in: [agent.id] }]} period={period} />
    </Page>
  );
}
