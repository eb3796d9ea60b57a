import { Button, Collapse, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Money } from '../../components/money.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { RecommendationCard_RecommendationFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatMoney } from '../../lib/format.ts';
import { intervalCost, perInterval, yearlyCost } from './interval-words.ts';
import { evidenceWords } from './payoff-words.ts';
import classes from './recommendation-card.module.css';
import { ReplayTable } from './replay-table.tsx';

const RecommendationFragment = graphql(`
  fragment RecommendationCard_recommendation on Recommendation {
    kind
    yearlySaving
    currency
    confidence
    idleSeats
    subscription {
      id
      name
      amount
      seats
      interval
      currency
      member {
        name
      }
      team {
        name
      }
    }
    keep {
      id
      name
    }
    plan {
      name
    }
    replay {
      ...ReplayTable_replay
    }
  }
`);

type Recommendation = RecommendationCard_RecommendationFragment;

/** One suggestion: what to do, what it saves a year, and what that rests on. */
export function RecommendationCard({
  recommendation: masked,
}: {
  recommendation: FragmentType<typeof RecommendationFragment>;
}) {
  const recommendation = readFragment(RecommendationFragment, masked);
  const { subscription, yearlySaving, currency, confidence, replay } = recommendation;
  const [isOpen, arithmetic] = useDisclosure(false);
  const owner = subscription.member?.name ?? (subscription.team ? `${subscription.team.name} (team)` : '');
  return (
    <article className={classes.card} aria-label={subscription.name}>
      <div className={classes.head}>
        <div>
          <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }} fw={600}>
            {subscription.name}
          </TextLink>{' '}
          <Text span fz="sm" c="dimmed">
            {owner}
          </Text>
          <Text fz="sm">{advice(recommendation)}</Text>
        </div>
        <div className={classes.saving}>
          <Text span fw={600}>
            <Money amount={yearlySaving} currency={currency} />
          </Text>{' '}
          <Text span fz="xs" c="dimmed">
            a year
          </Text>
        </div>
      </div>
      <div className={classes.foot}>
        <Text fz="xs" c="dimmed">
          {[`Evidence: ${evidenceWords[confidence]}`, replay ? '' : priceWords(recommendation)]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {replay ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={isOpen}
            onClick={arithmetic.toggle}
            leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          >
            The arithmetic
          </Button>
        ) : null}
      </div>
      {replay ? (
        <Collapse expanded={isOpen}>
          <ReplayTable replay={replay} hasTitle={false} />
        </Collapse>
      ) : null}
    </article>
  );
}

function advice({ kind, idleSeats, keep, plan, subscription, confidence }: Recommendation): string {
  const owner = subscription.member?.name ?? 'The same person';
  if (kind === 'OVERLAPPING_SEATS')
    return confidence === 'NONE'
      ? `${owner} has ${keep?.name} for the same kind of work, and no usage of this one was seen.`
      : `${owner} has ${keep?.name} for the same kind of work and gets more out of it.`;
  if (kind === 'CHANGE_PLAN') return plan ? `Change to ${plan.name}.` : 'Pay by usage over the API instead.';
  const all = idleSeats === subscription.seats;
  if (all) return subscription.seats === 1 ? 'Nobody used it for a month and longer.' : 'Nobody used any of its seats.';
  return `${idleSeats} of ${subscription.seats} seats were not used for a month and longer.`;
}

/** What the yearly amount is made of. */
function priceWords({ kind, idleSeats, subscription }: Recommendation): string {
  const seats = kind === 'IDLE_SEATS' ? (idleSeats ?? subscription.seats) : subscription.seats;
  const priced = { ...subscription, seats };
  const price = `${formatMoney(subscription.amount, subscription.currency)} ${perInterval[subscription.interval]}`;
  const each =
    seats === 1 ? price : `${seats} × ${price} = ${formatMoney(intervalCost(priced), subscription.currency)}`;
  return `${each}, ${formatMoney(yearlyCost(priced), subscription.currency)} a year`;
}
