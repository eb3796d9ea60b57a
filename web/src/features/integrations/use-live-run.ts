import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useWatched, type Watch } from '../../lib/use-watched.ts';
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

const AskRun = graphql(`
  query AskRun($id: ID!) {
    syncRun(id: $id) {
      id
      ...LiveRun_run
    }
  }
`);

type Run = FragmentType<typeof LiveRunFragment>;

function watchOf<Told extends { syncRunProgress: Run }, Asked extends { syncRun: Run | null }>(
  watch: Pick<Watch<Run, Told, Asked>, 'subscription' | 'query'>,
): Watch<Run, Told, Asked> {
  return {
    ...watch,
    told: (data) => data.syncRunProgress,
    asked: (data) => data.syncRun,
    hasEnded: (run) => !isUnderWay(readFragment(LiveRunFragment, run).status),
  };
}

const runWatch = watchOf({ subscription: WatchRun, query: AskRun });

/** A run as it goes on. `onEnded` is called once, when a run that was under way has ended. */
export function useLiveRun(initial: Run, onEnded: () => void) {
  const { id } = readFragment(LiveRunFragment, initial);
  return readFragment(LiveRunFragment, useWatched(runWatch, id, initial, onEnded));
}
