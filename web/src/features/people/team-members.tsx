import { Button, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { formatDay } from '../../lib/format.ts';
import { useToday } from '../../lib/viewer.tsx';
import { LeaveTeamDialog } from './leave-team-dialog.tsx';
import { usePeople } from './use-people.ts';

/** Who belongs, belonged or will belong to the team, with dates. */
export function TeamMembers({ teamId }: { teamId: string }) {
  const [{ data: people, error }, retry] = usePeople();
  const [leaver, setLeaver] = useState<{ id: string; name: string } | null>(null);
  const today = useToday();
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!people) return <FactsSkeleton />;
  const rows = people.flatMap(({ memberships, ...member }) =>
    (memberships ?? []).filter(({ team }) => team.id === teamId).map(({ from, until }) => ({ member, from, until })),
  );
  if (rows.length === 0)
    return <EmptyState title="Nobody belongs to this team yet">Add members from the top of the page.</EmptyState>;
  return (
    <section>
      <Title order={2} fz="md" mt="xl" mb="xs">
        Members
      </Title>
      <PlainTable label="Members of the team" headings={['Name', 'From', 'Until', '']}>
        {rows.map(({ member, from, until }) => (
          <tr key={`${member.id} ${from}`}>
            <td>
              <Link to="/members/$memberId" params={{ memberId: member.id }}>
                {member.name}
              </Link>
            </td>
            <td>{from ? formatDay(from) : 'Always'}</td>
            <td>{until ? formatDay(until) : 'Still'}</td>
            <td data-align="right">
              {until === null || until > today ? (
                <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setLeaver(member)}>
                  Remove…
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </PlainTable>
      {leaver ? <LeaveTeamDialog member={leaver} onClose={() => setLeaver(null)} /> : null}
    </section>
  );
}
