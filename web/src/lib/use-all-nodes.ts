import { useEffect, useMemo, useState } from 'react';
import {
  type AnyVariables,
  type OperationContext,
  type TypedDocumentNode,
  type UseQueryResponse,
  useClient,
  useQuery,
} from 'urql';

interface Connection<Node> {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: Node }[];
}

interface AllNodesArgs<Data, Variables, Node> {
  /** Takes `$after: String`. */
  query: TypedDocumentNode<Data, Variables>;
  /** Without `after`; must keep its identity between renders. */
  variables: Variables;
  pick: (data: Data) => Connection<Node>;
  context?: Partial<OperationContext>;
}

/**
 * Every node of a connection, for lists that are searched and sorted in the browser: the first page as soon as it is
 * there, the others after it. Shaped like `useQuery`'s answer.
 */
export function useAllNodes<Data, Variables extends AnyVariables, Node>({
  query,
  variables,
  pick,
  context,
}: AllNodesArgs<Data, Variables, Node>): [
  { data: Node[] | undefined; error: UseQueryResponse['0']['error'] },
  UseQueryResponse['1'],
] {
  const client = useClient();
  const [{ data: first, error }, retry] = useQuery({ query, variables, ...(context ? { context } : {}) });
  const [rest, setRest] = useState<{ after: Data; nodes: Node[] } | null>(null);

  useEffect(() => {
    if (!first) return;
    let isCurrent = true;
    const readOn = async () => {
      const nodes: Node[] = [];
      let { pageInfo } = pick(first);
      while (pageInfo.hasNextPage && isCurrent) {
        const { data } = await client.query(query, { ...variables, after: pageInfo.endCursor }).toPromise();
        if (!data) return;
        const page = pick(data);
        nodes.push(...page.edges.map(({ node }) => node));
        pageInfo = page.pageInfo;
      }
      if (isCurrent && nodes.length > 0) setRest({ after: first, nodes });
    };
    void readOn();
    return () => {
      isCurrent = false;
    };
  }, [client, first, pick, query, variables]);

  const data = useMemo(() => {
    if (!first) return undefined;
    const nodes = pick(first).edges.map(({ node }) => node);
    return rest?.after === first ? [...nodes, ...rest.nodes] : nodes;
  }, [first, pick, rest]);
  return [{ data, error }, retry];
}
