import type { ReactNode } from 'react';
import type { CombinedError, OperationContext } from 'urql';
import { ErrorState } from './error-state.tsx';

interface LoadedProps<Data> {
  /** What `useQuery` or `useAllNodes` returned. */
  query: [
    { data?: Data | undefined; error?: CombinedError | undefined },
    (context?: Partial<OperationContext>) => void,
  ];
  /** The shape of the content while there is none. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** The loading, failed and no-permission states of a query; its content once there is some. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  const [{ data, error }, retry] = query;
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  return data ? children(data) : skeleton;
}
