import type { Actor } from '../../graphql/context.ts';
import { RateLimitedError } from '../../lib/errors.ts';
import { actorMemberId } from '../auth/permissions.ts';

/** Of one member at the same time, by browser and tokens together: each may read every fact there is. */
export const MOST_EXPORTS = 4;
const PAUSE_SECONDS = 10;

/** Lets each member have few downloads under way; one is under way until its last byte was taken, or nobody wants it. */
export function boundedExports() {
  const running = new Map<number, number>();
  const count = (memberId: number, change: 1 | -1) => {
    const exports = (running.get(memberId) ?? 0) + change;
    if (exports === 0) running.delete(memberId);
    else running.set(memberId, exports);
  };
  /** @throws RateLimitedError */
  return async function bounded(actor: Actor, answer: () => Promise<Response>): Promise<Response> {
    const memberId = actorMemberId(actor) ?? 0;
    if ((running.get(memberId) ?? 0) >= MOST_EXPORTS)
      throw new RateLimitedError(`You have ${MOST_EXPORTS} downloads under way.`, PAUSE_SECONDS);
    count(memberId, 1);
    try {
      return whenTaken(await answer(), () => count(memberId, -1));
    } catch (error) {
      count(memberId, -1);
      throw error;
    }
  };
}

/** The same answer; `done` is called once, when its body has ended in whatever way. */
function whenTaken(response: Response, done: () => void): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    done();
    return response;
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const part = await reader.read();
          if (!part.done) return controller.enqueue(part.value);
          done();
          controller.close();
        } catch (error) {
          done();
          controller.error(error);
        }
      },
      async cancel(reason) {
        done();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
