import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import type { FeesPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { shiftPoint } from '../../lib/decimal.ts';
import { formatDay } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { FeeDialog } from './fee-dialog.tsx';
import { FeeRateDialog } from './fee-rate-dialog.tsx';
import { LedgerFrame } from './ledger-frame.tsx';

const FeesPageDocument = graphql(`
  query FeesPage($after: String) {
    paymentFeeRates(first: 200, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          gateway
          currency
          share
          fixed
          from
        }
      }
    }
  }
`);

const RemovePaymentFeeRate = graphql(`
  mutation RemovePaymentFeeRate($input: RemovePaymentFeeRateInput!) {
    removePaymentFeeRate(input: $input) {
      __typename
      ... on RemovedPaymentFeeRate {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const pick = (data: FeesPageQuery) => data.paymentFeeRates;
const noVariables = {};
const context = { additionalTypenames: ['PaymentFeeRate', 'RemovedPaymentFeeRate'] };

type Rate = FeesPageQuery['paymentFeeRates']['edges'][number]['node'];
export type FeeDialogName = '' | 'rate' | 'fee';

interface FeesPageProps {
  dialog: FeeDialogName;
  onDialog: (dialog: FeeDialogName) => void;
}

/** What payment gateways take, and entering it for a payment. */
export function FeesPage({ dialog, onDialog }: FeesPageProps) {
  const query = useAllNodes({ query: FeesPageDocument, variables: noVariables, pick, context });
  const [removing, setRemoving] = useState<Rate | null>(null);
  const { run } = useResultMutation(RemovePaymentFeeRate, (data) => data.removePaymentFeeRate);
  const close = () => onDialog('');
  return (
    <LedgerFrame
      actions={
        <>
          <Button variant="default" onClick={() => onDialog('fee')}>
            Enter a fee
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => onDialog('rate')}>
            Set a fee rate
          </Button>
        </>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(rates) => (
          <>
            {rates.length === 0 ? (
              <EmptyState title="No fee rates yet">
                A payment gateway such as Stripe takes a share of each payment and a fixed amount besides.
              </EmptyState>
            ) : (
              <PlainTable
                label="Fee rates"
                headings={['Gateway', 'Currency', { right: 'Share' }, { right: 'Fixed' }, 'From', '']}
              >
                {rates.map((rate) => (
                  <tr key={rate.id}>
                    <td>{rate.gateway}</td>
                    <td>{rate.currency}</td>
                    <td data-align="right" className="numeric">
                      {shiftPoint(rate.share, 2)} %
                    </td>
                    <td data-align="right">
                      <Money amount={rate.fixed} currency={rate.currency} />
                    </td>
                    <td>{formatDay(rate.from)}</td>
                    <td data-align="right">
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        aria-label={`Remove the rate of ${rate.gateway}, ${rate.currency}, from ${formatDay(rate.from)}`}
                        onClick={() => setRemoving(rate)}
                      >
                        Remove…
                      </Button>
                    </td>
                  </tr>
                ))}
              </PlainTable>
            )}
            {dialog === 'fee' ? (
              <FeeDialog gateways={[...new Set(rates.map(({ gateway }) => gateway))]} onClose={close} />
            ) : null}
          </>
        )}
      </Loaded>
      {dialog === 'rate' ? <FeeRateDialog onClose={close} /> : null}
      {removing ? (
        <ConfirmDialog
          title={`Remove this rate of ${removing.gateway}?`}
          confirmLabel="Remove"
          isDangerous
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            const outcome = await run({ input: { rateId: removing.id } });
            return outcome.ok ? null : failureText(outcome.failure);
          }}
        >
          Fees that were entered stay. New ones take the rate before it, if there is one.
        </ConfirmDialog>
      ) : null}
    </LedgerFrame>
  );
}
