import { useEffect, useState } from 'react';
import { type TypedDocumentNode, useClient } from 'urql';

interface WatchedById {
  id: string;
}

/** How something long-running is followed; declared once per kind of thing. */
export interface Watch<Value, Told, Asked> {
  subscription: TypedDocumentNode<Told, WatchedById>;
  told: (data: Told) => Value;
  /** Asked while the stream is broken. */
  query: TypedDocumentNode<Asked, WatchedById>;
  asked: (data: Asked) => Value | null;
  hasEnded: (value: Value) => boolean;
}

const ASK_EVERY_MS = 2000;

/** A long-running thing as it goes on: told by the server, or asked every two seconds while the stream is broken. */
export function useWatched<Value, Told, Asked>(
  watch: Watch<Value, Told, Asked>,
  id: string,
  initial: Value,
  onEnded: () => void,
): Value {
  const client = useClient();
  const [latest, setLatest] = useState(initial);
  const wasUnderWay = !watch.hasEnded(initial);
  const hasEnded = wasUnderWay && watch.hasEnded(latest);

  useEffect(() => {
    if (!wasUnderWay) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const take = (next: Value | null) => {
      if (next === null) return;
      setLatest(next);
      isOver = watch.hasEnded(next);
      if (isOver) clearInterval(timer);
    };
    const ask = async () => {
      const { data } = await client.query(watch.query, { id }, { requestPolicy: 'network-only' }).toPromise();
      if (data) take(watch.asked(data));
    };
    const { unsubscribe } = client.subscription(watch.subscription, { id }).subscribe(({ data, error, hasNext }) => {
      if (data) take(watch.told(data));
      if (!isOver && (error || !hasNext)) timer ??= setInterval(ask, ASK_EVERY_MS);
    });
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [client, id, wasUnderWay, watch]);

  useEffect(() => {
    if (hasEnded) onEnded();
  }, [hasEnded, onEnded]);

  return latest;
}
