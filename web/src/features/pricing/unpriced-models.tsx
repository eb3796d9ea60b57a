import { Button, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { Quantity } from '../../components/quantity.tsx';
import { graphql } from '../../gql/index.ts';
import { formatDayRange } from '../../lib/format.ts';
import type { PriceDraft } from './set-price-dialog.tsx';
import classes from './unpriced-models.module.css';

const UnpricedModelsQuery = graphql(`
  query UnpricedModels {
    unpricedModels(first: 100) {
      totalCount
      edges {
        node {
          rowCount
          tokens
          firstDay
          lastDay
          vendor {
            id
            name
          }
          model {
            id
            name
          }
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['UnpricedModel', 'PriceChange', 'PriceImport'] };

/** Models with usage that nothing prices: counted as used, at an unknown cost. Nothing while there are none. */
export function UnpricedModels({ onSetPrice }: { onSetPrice: (draft: PriceDraft) => void }) {
  const [{ data }] = useQuery({ query: UnpricedModelsQuery, context });
  const models = (data?.unpricedModels.edges ?? []).flatMap((edge) => edge?.node ?? []);
  if (!data || models.length === 0) return null;
  const count = data.unpricedModels.totalCount;
  return (
    <section className={classes.unpriced} aria-label="Models without a price">
      <Title order={2} fz="sm" className={classes.heading}>
        <IconAlertTriangle size={16} stroke={1.8} />
        {count === 1 ? '1 model has usage without a price' : `${count} models have usage without a price`}
      </Title>
      <p className={classes.note}>
        Their tokens count. What they cost is missing in spend until they are priced, or Unattributed where the vendor’s
        bill has it.
      </p>
      <ul className={classes.models}>
        {models.map(({ vendor, model, tokens, firstDay, lastDay }) => (
          <li key={`${vendor.id} ${model?.id}`}>
            <span className={classes.name}>
              {model?.name ?? 'Usage of no model'} <span className={classes.vendor}>{vendor.name}</span>
            </span>
            <span className="numeric">
              <Quantity quantity={tokens} unit="tokens" /> tokens
            </span>
            <span className="numeric">{formatDayRange(firstDay, lastDay)}</span>
            {model ? (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Set a price for ${model.name}`}
                onClick={() => onSetPrice({ vendorId: vendor.id, modelPattern: model.name })}
              >
                Set a price
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
