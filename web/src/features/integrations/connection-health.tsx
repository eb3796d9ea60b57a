import { Text } from '@mantine/core';
import { StatusDot } from '../../components/status-dot.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { connectionHealthWords } from './connection-health-words.ts';

const HealthFragment = graphql(`
  fragment ConnectionHealth_connection on Connection {
    health
    status
    lastFailure {
      code
      message
      at
    }
    activeRuns {
      id
    }
  }
`);

interface ConnectionHealthProps {
  connection: FragmentType<typeof HealthFragment>;
  /** At most two lines of the reason: in lists. */
  isClamped?: boolean;
}

export function ConnectionHealth({ connection, isClamped = false }: ConnectionHealthProps) {
  const { tone, label, reason } = connectionHealthWords(readFragment(HealthFragment, connection));
  return (
    <>
      <StatusDot tone={tone}>{label}</StatusDot>
      {reason ? (
        <Text c="dimmed" fz="xs" maw={340} {...(isClamped ? { lineClamp: 2, title: reason } : {})}>
          {reason}
        </Text>
      ) : null}
    </>
  );
}
