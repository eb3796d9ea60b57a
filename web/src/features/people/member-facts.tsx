import { Fragment } from 'react';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { roleLabels } from '../../lib/labels.ts';
import { MemberStatus } from './member-status.tsx';

const MemberFragment = graphql(`
  fragment MemberFacts_member on Member {
    email
    role
    status
    memberships {
      from
      until
      team {
        id
        name
      }
    }
  }
`);

/** `from Nov 3, 2026 until Nov 9, 2026`, the open ends left out. */
function dates(from: string | null, until: string | null): string {
  return [from ? ` from ${formatDay(from)}` : '', until ? ` until ${formatDay(until)}` : ''].join('');
}

export function MemberFacts({ member: masked }: { member: FragmentType<typeof MemberFragment> }) {
  const { email, role, status, memberships } = readFragment(MemberFragment, masked);
  const teams = (memberships ?? []).map(({ from, until, team }) => (
    <Fragment key={`${team.id} ${from}`}>
      <TextLink to="/teams/$teamId" params={{ teamId: team.id }}>
        {team.name}
      </TextLink>
      {dates(from, until)}
      <br />
    </Fragment>
  ));
  return (
    <Facts
      facts={[
        { term: 'Email', value: email ?? '–' },
        { term: 'Role', value: role ? roleLabels[role] : '–' },
        { term: 'Status', value: <MemberStatus status={status} /> },
        { term: 'Team', value: teams.length > 0 ? teams : 'None' },
      ]}
    />
  );
}
