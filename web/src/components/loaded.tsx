import type { ReactNode } from 'react';
import type { AnyVariables, UseQueryResponse } from 'urql';
import { ErrorState } from './error-state.tsx';

interface LoadedProps<Data, Variables extends AnyVariables> {
  /** What `useQuery` returned. */
  query: UseQueryResponse<Data, Variables>;
  /** The shape of the content while there is none. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** The loading, failed and no-permission states of a query; its content once there is some. */
export function Loaded<Data, Variables extends AnyVariables>({
  query,
  skeleton,
  children,
}: LoadedProps<Data, Variables>) {
  const [{ data, error }, retry] = query;
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  return data ? children(data) : skeleton;
}
