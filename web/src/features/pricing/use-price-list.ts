import { useCallback, useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import type { PriceEntry } from './group-prices.ts';

const PriceListQuery = graphql(`
  query PriceList($after: String) {
    prices(first: 500, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          modelPattern
          quantityKind
          pricePerUnit
          validFrom
          validUntil
          contextOver
          serviceTier
          speed
          source
          vendor {
            id
            name
          }
        }
      }
    }
  }
`);

interface PriceList {
  /** Null until the first have arrived. */
  entries: readonly PriceEntry[] | null;
  isComplete: boolean;
  error: CombinedError | undefined;
  reload: () => void;
}

/** The whole price list, as it arrives page by page: small enough to search and sort here. */
export function usePriceList(): PriceList {
  const client = useClient();
  const [state, setState] = useState<Omit<PriceList, 'reload'>>({ entries: null, isComplete: false, error: undefined });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((former) => former + 1), []);
  useEffect(() => {
    let isLeft = false;
    const read = async () => {
      const entries: PriceEntry[] = [];
      for (let after: string | null = null, isComplete = false; !isComplete; ) {
        const { data, error } = await client
          .query(PriceListQuery, { after }, { requestPolicy: 'network-only' })
          .toPromise();
        if (isLeft) return;
        if (!data) return setState((former) => ({ ...former, error }));
        entries.push(...data.prices.edges.map(({ node }) => node));
        after = data.prices.pageInfo.endCursor;
        isComplete = !data.prices.pageInfo.hasNextPage;
        setState({ entries: [...entries], isComplete, error: undefined });
      }
    };
    void read();
    return () => {
      isLeft = true;
    };
  }, [client, round]);
  return { ...state, reload };
}
