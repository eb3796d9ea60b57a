import { z } from 'zod';

/** The URL state of one connection's page. */
export const connectionSearch = z.object({
  view: z.enum(['activity', 'settings']).default('activity').catch('activity'),
  /** How many runs of the history are shown. */
  runs: z.number().int().min(20).max(500).default(20).catch(20),
  /** The run that is open. */
  run: z.string().default('').catch(''),
});

export type ConnectionSearch = z.output<typeof connectionSearch>;
export const connectionSearchDefaults: ConnectionSearch = { view: 'activity', runs: 20, run: '' };
