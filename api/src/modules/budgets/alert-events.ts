import { EventEmitter } from 'node:events';

/** What happens to alerts in this process. Other processes are heard through the database. */
interface AlertEvents {
  /** A transaction that raised alerts was committed. */
  raised: [];
}

export const alertEvents = new EventEmitter<AlertEvents>().setMaxListeners(0);
