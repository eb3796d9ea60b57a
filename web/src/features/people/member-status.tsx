import { StatusDot } from '../../components/status-dot.tsx';
import type { MemberStatus as Status } from '../../gql/graphql.ts';
import { statusLabels } from '../../lib/labels.ts';

const tones = { UNCLAIMED: 'neutral', INVITED: 'warning', ACTIVE: 'success', DEACTIVATED: 'neutral' } as const;

export function MemberStatus({ status }: { status: Status | null }) {
  return status ? <StatusDot tone={tones[status]}>{statusLabels[status]}</StatusDot> : <span>–</span>;
}
