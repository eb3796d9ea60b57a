import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { RateLimitedError } from '../lib/errors.ts';
import { actorMemberId } from '../modules/auth/permissions.ts';
import { stillHolds } from '../modules/auth/still-holds.ts';
import type { Context } from './context.ts';

/** Of one member at the same time, whatever sessions and tokens they come from; each looks into the database by itself. */
export const MOST_STREAMS = 30;
const PAUSE_SECONDS = 10;

/**
 * Bounds the subscriptions that one member holds open, and ends one before its next event when the session or token it
 * began with has ended or may do something else by now.
 */
export function eventStreams(): Plugin<Context> {
  const open = new Map<number, number>();
  const count = (memberId: number, change: 1 | -1) => {
    const streams = (open.get(memberId) ?? 0) + change;
    if (streams === 0) open.delete(memberId);
    else open.set(memberId, streams);
  };
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const context: Context = args.contextValue;
      const memberId = actorMemberId(context.actor) ?? 0;
      setSubscribeFn(async (given) => {
        if ((open.get(memberId) ?? 0) >= MOST_STREAMS) return { errors: [tooMany()] };
        count(memberId, 1);
        const end = once(() => count(memberId, -1));
        try {
          const events: AsyncIterableIterator<ExecutionResult> | ExecutionResult = await subscribeFn(given);
          if (Symbol.asyncIterator in events) return watched(events, context, end);
          end();
          return events;
        } catch (error) {
          end();
          throw error;
        }
      });
    },
  };
}

function watched(
  events: AsyncIterableIterator<ExecutionResult>,
  context: Context,
  end: () => void,
): AsyncIterableIterator<ExecutionResult> {
  const finish = async () => {
    end();
    await events.return?.();
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      const event = await events.next().catch(async (error: unknown) => {
        end();
        throw error;
      });
      return !event.done && (await stillHolds(context)) ? event : finish();
    },
    return: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

function tooMany(): GraphQLError {
  const { message, code } = new RateLimitedError('You have too many live views open. Close some.', PAUSE_SECONDS);
  return new GraphQLError(message, { extensions: { code } });
}
