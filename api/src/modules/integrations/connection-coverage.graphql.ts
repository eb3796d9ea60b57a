import type { Stream } from '../../connectors/connector.ts';
import { builder } from '../../graphql/builder.ts';
import type { Day } from '../../lib/calendar.ts';
import type { ConnectionFacts, StreamFacts } from './connection-facts.sql.ts';

/** A connection's streams with what has been read of each. */
export interface Coverage {
  facts: ConnectionFacts;
  streams: readonly Pick<Stream<unknown>, 'name' | 'label' | 'isMoney'>[];
}

type StreamCoverageShape = Coverage['streams'][number] & { facts: StreamFacts | undefined };

const day = (of: (facts: StreamFacts) => Day | null) => (parent: StreamCoverageShape) =>
  parent.facts ? of(parent.facts) : null;

const StreamCoverage = builder.objectRef<StreamCoverageShape>('StreamCoverage').implement({
  description: 'What has been read of one stream. Days are UTC.',
  fields: (t) => ({
    stream: t.exposeString('name'),
    label: t.exposeString('label'),
    isMoney: t.exposeBoolean('isMoney'),
    earliestDay: t.field({ type: 'Date', nullable: true, resolve: day((facts) => facts.earliestDay) }),
    latestDay: t.field({ type: 'Date', nullable: true, resolve: day((facts) => facts.latestDay) }),
    dayCount: t.int({ resolve: ({ facts }) => facts?.dayCount ?? 0 }),
    backfilledFrom: t.field({
      description: 'Every day from this one on has been read.',
      type: 'Date',
      nullable: true,
      resolve: day((facts) => facts.backfilledFrom),
    }),
    settledUntil: t.field({
      description: 'Every day before this one has been read after it settled.',
      type: 'Date',
      nullable: true,
      resolve: day((facts) => facts.settledUntil),
    }),
    lastSucceededAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ facts }) => facts?.lastSucceededAt ?? null,
    }),
  }),
});

export const ConnectionCoverage = builder.objectRef<Coverage>('ConnectionCoverage').implement({
  description: 'Which days of a connection have been read.',
  fields: (t) => ({
    earliestDay: t.field({
      type: 'Date',
      nullable: true,
      resolve: ({ facts }) => ends(facts, 'earliestDay').at(0) ?? null,
    }),
    latestDay: t.field({
      type: 'Date',
      nullable: true,
      resolve: ({ facts }) => ends(facts, 'latestDay').at(-1) ?? null,
    }),
    closedDayCount: t.int({ resolve: ({ facts }) => facts.closedDayCount }),
    openDayCount: t.int({
      description: 'Days whose figures may still change.',
      resolve: ({ facts }) => facts.openDayCount,
    }),
    streams: t.field({
      type: [StreamCoverage],
      resolve: ({ facts, streams }) =>
        streams.map(({ name, label, isMoney }) => ({
          ...{ name, label, isMoney },
          facts: facts.streams.find(({ stream }) => stream === name),
        })),
    }),
  }),
});

function ends(facts: ConnectionFacts, end: 'earliestDay' | 'latestDay'): Day[] {
  return facts.streams.flatMap((stream) => stream[end] ?? []).sort();
}
