import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { LiveRunFragment } from './run-fragments.ts';
import { isUnderWay } from './sync-run-words.ts';

const WatchRun = graphql(`
  subscription WatchRun($id: ID!) {
    syncRunProgress(id: $id) {
      id
      ...LiveRun_run
    }
  }
`);

const LookAtRun = graphql(`
  query LookAtRun($id: ID!) {
    syncRun(id: $id) {
      id
      ...LiveRun_run
    }
  }
`);

const LOOK_EVERY_MS = 2000;

/** A run as it goes on: told by the server, or asked every two seconds while the stream is broken. */
export function useLiveRun(initial: FragmentType<typeof LiveRunFragment>, onEnded: () => void) {
  const client = useClient();
  const [latest, setLatest] = useState(initial);
  const { id, status } = readFragment(LiveRunFragment, initial);
  const run = readFragment(LiveRunFragment, latest);
  const wasUnderWay = isUnderWay(status);
  const hasEnded = wasUnderWay && !isUnderWay(run.status);

  useEffect(() => {
    if (!wasUnderWay) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const take = (next: FragmentType<typeof LiveRunFragment> | null | undefined) => {
      if (!next) return;
      setLatest(next);
      if (!isUnderWay(readFragment(LiveRunFragment, next).status)) clearInterval(timer);
    };
    const look = async () => {
      const { data } = await client.query(LookAtRun, { id }, { requestPolicy: 'network-only' }).toPromise();
      take(data?.syncRun);
    };
    const { unsubscribe } = client.subscription(WatchRun, { id }).subscribe(({ data, error, hasNext }) => {
      if (error || !hasNext) timer ??= setInterval(look, LOOK_EVERY_MS);
      take(data?.syncRunProgress);
    });
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [client, id, wasUnderWay]);

  useEffect(() => {
    if (hasEnded) onEnded();
  }, [hasEnded, onEnded]);

  return run;
}
