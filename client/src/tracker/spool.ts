/** Where a spooled event lies. */
export type SpoolTicket = object;

/** Events on disk until the server has answered for them. Nothing here throws; failures go to the hooks. */
export interface Spool {
  /** Keeps an event that also waits in memory. Undefined when the disk does not take it. */
  write(json: string): SpoolTicket | undefined;
  /** Keeps an event for which there is no room in memory. False when the disk does not take it. */
  writeBacklog(json: string): boolean;
  hasBacklog(): boolean;
  backlogCount(): number;
  /** The oldest part of what is only on disk; the ticket stands for each of its events. */
  takeBacklog(): { events: string[]; ticket: SpoolTicket } | undefined;
  /** One event of the ticket is answered for. */
  settle(ticket: SpoolTicket): void;
  /** What is left may be taken by the next spool on the directory. */
  close(): void;
}
