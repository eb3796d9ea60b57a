import { Instant } from '../../components/instant.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import classes from './audit-event-row.module.css';
import { changedFields } from './changed-fields.ts';

const AuditEventFragment = graphql(`
  fragment AuditEventRow_auditEvent on AuditEvent {
    at
    actorKind
    member {
      name
    }
    apiToken {
      name
    }
    action
    subjectId
    before
    after
  }
`);

const actorLabels = { PERSON: 'Somebody', TOKEN: 'A token', JOB: 'Outlay itself', ANONYMOUS: 'Not signed in' } as const;

export function AuditEventRow({ auditEvent }: { auditEvent: FragmentType<typeof AuditEventFragment> }) {
  const { at, actorKind, member, apiToken, action, subjectId, before, after } = readFragment(
    AuditEventFragment,
    auditEvent,
  );
  return (
    <tr>
      <td className="numeric">
        <Instant at={at} />
      </td>
      <td>
        {member?.name ?? actorLabels[actorKind]}
        {apiToken ? ` by token “${apiToken.name}”` : ''}
      </td>
      <td>{action}</td>
      <td className="numeric">{subjectId || '–'}</td>
      <td className={classes.change}>
        {changedFields(before, after).map(({ field, from, to }) => (
          <div key={field}>
            <span>{field}</span> {from === null ? to : `${from} → ${to}`}
          </div>
        ))}
      </td>
    </tr>
  );
}
