import { EventEmitter } from 'node:events';

/** What happens to tracked usage in this process; the database keeps what is still to be rebuilt. */
interface UsageEvents {
  /** Usage was pushed and committed; its days are marked. */
  pushed: [];
  /** Plans that may cover usage were registered or changed. */
  plansChanged: [];
}

export const usageEvents = new EventEmitter<UsageEvents>().setMaxListeners(0);
