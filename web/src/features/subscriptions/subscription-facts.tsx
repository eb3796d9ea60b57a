import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './subscription-facts.module.css';

const FactsFragment = graphql(`
  fragment SubscriptionFacts_subscription on PaidSubscription {
    startedOn
    trialUntil
    cancelledOn
    endsOn
    noticeDays
    reminderDays
    category
    notes
    approval
    approvalNote
    plan {
      name
    }
    member {
      id
      name
    }
    team {
      id
      name
    }
    project {
      name
    }
    glAccount {
      code
      name
    }
    connection {
      id
      name
    }
  }
`);

/** What is known of it; what is empty is left out. */
export function SubscriptionFacts({ subscription }: { subscription: FragmentType<typeof FactsFragment> }) {
  const shown = readFragment(FactsFragment, subscription);
  const { startedOn, trialUntil, cancelledOn, endsOn, noticeDays, reminderDays, glAccount, connection } = shown;
  const facts = [
    { term: 'Owner', value: <Owner member={shown.member} team={shown.team} /> },
    { term: 'Plan', value: shown.plan?.name ?? 'Not from the catalogue' },
    { term: 'First day', value: formatDay(startedOn) },
    { term: 'Trial until', value: trialUntil ? formatDay(trialUntil) : '' },
    { term: 'Cancelled', value: cancelledOn ? formatDay(cancelledOn) : '' },
    { term: 'First day without it', value: endsOn ? formatDay(endsOn) : '' },
    { term: 'Notice', value: noticeDays > 0 ? `${noticeDays} days before renewal` : '' },
    { term: 'Reminder', value: reminderDays === null ? '' : `By mail ${reminderDays} days ahead` },
    { term: 'Project', value: shown.project?.name ?? '' },
    { term: 'GL account', value: glAccount ? `${glAccount.code} ${glAccount.name}` : '' },
    { term: 'Also billed by', value: connection?.name ?? '' },
    { term: 'Category', value: shown.category },
    { term: shown.approval === 'DECLINED' ? 'Declined because' : 'Approval note', value: shown.approvalNote },
    { term: 'Notes', value: shown.notes ? <span className={classes.notes}>{shown.notes}</span> : '' },
  ];
  return <Facts facts={facts.filter(({ value }) => value !== '')} />;
}

interface OwnerProps {
  member: { id: string; name: string } | null;
  team: { id: string; name: string } | null;
}

function Owner({ member, team }: OwnerProps) {
  const { isAdmin } = useViewer();
  if (!isAdmin) return member?.name ?? team?.name ?? '–';
  if (member)
    return (
      <TextLink to="/members/$memberId" params={{ memberId: member.id }}>
        {member.name}
      </TextLink>
    );
  if (!team) return '–';
  return (
    <>
      <TextLink to="/teams/$teamId" params={{ teamId: team.id }}>
        {team.name}
      </TextLink>{' '}
      (team)
    </>
  );
}
