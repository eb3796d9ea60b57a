import { SegmentedControl, Select, Stack } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useViewer } from '../../lib/viewer.tsx';
import { useOwners } from './use-owners.ts';

export interface OwnerValues {
  ownerKind: 'member' | 'team';
  memberId: string | null;
  teamId: string | null;
}

interface OwnerFieldsProps {
  kind: OwnerValues['ownerKind'];
  onKind: (kind: OwnerValues['ownerKind']) => void;
  memberProps: GetInputPropsReturnType;
  teamProps: GetInputPropsReturnType;
  /** Nobody: it is theirs already. */
  exceptMemberId?: string | undefined;
  label: string;
}

/** A member, or for administrators also a team. */
export function OwnerFields({ kind, onKind, memberProps, teamProps, exceptMemberId, label }: OwnerFieldsProps) {
  const { isAdmin } = useViewer();
  const { members, teams } = useOwners();
  return (
    <Stack gap="xs">
      {isAdmin ? (
        <SegmentedControl
          size="xs"
          aria-label={label}
          value={kind}
          onChange={onKind}
          data={[
            { value: 'member', label: 'A member' },
            { value: 'team', label: 'A team' },
          ]}
        />
      ) : null}
      {kind === 'member' ? (
        <Select
          label={label}
          searchable
          data={members
            .filter(({ id }) => id !== exceptMemberId)
            .map(({ id, name, email }) => ({ value: id, label: email ? `${name} (${email})` : name }))}
          nothingFoundMessage="No member matches"
          placeholder="Choose a member"
          {...memberProps}
        />
      ) : (
        <Select
          label={label}
          searchable
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage="No team matches"
          placeholder="Choose a team"
          {...teamProps}
        />
      )}
    </Stack>
  );
}

/** Which of the two fields counts. */
export function chosenOwner({ ownerKind, memberId, teamId }: OwnerValues) {
  return ownerKind === 'member' ? { memberId, teamId: null } : { memberId: null, teamId };
}

export function ownerProblem({ ownerKind, memberId, teamId }: OwnerValues): Record<string, string> {
  if (ownerKind === 'member') return memberId ? {} : { memberId: 'Choose a member.' };
  return teamId ? {} : { teamId: 'Choose a team.' };
}
