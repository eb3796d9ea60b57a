import {
  type ComboboxItem,
  type ComboboxParsedItem,
  Group,
  type OptionsFilter,
  Select,
  type SelectProps,
  Text,
} from '@mantine/core';
import { formatMoney } from '../../lib/format.ts';
import { perInterval } from './interval-words.ts';
import type { PlanChoice } from './use-plans.ts';

interface PlanSelectProps extends Omit<SelectProps, 'data' | 'filter' | 'renderOption'> {
  plans: readonly PlanChoice[];
}

const matches = (plan: PlanChoice | undefined, search: string) =>
  `${plan?.vendorName} ${plan?.name}`.toLowerCase().includes(search.trim().toLowerCase());

/** Plans grouped by vendor, each with its list price; found by part of either name. */
export function PlanSelect({ plans, ...props }: PlanSelectProps) {
  const byCode = new Map(plans.map((plan) => [plan.code, plan]));
  const vendors = [...new Set(plans.map(({ vendorName }) => vendorName))];
  const data = vendors.map((vendor) => ({
    group: vendor,
    items: plans
      .filter(({ vendorName }) => vendorName === vendor)
      .map(({ code, name }) => ({ value: code, label: name })),
  }));
  const keep = (items: readonly ComboboxItem[], search: string) =>
    items.filter(({ value }) => matches(byCode.get(value), search));
  const filter: OptionsFilter = ({ options, search }) =>
    options.flatMap<ComboboxParsedItem>((option) => {
      if (!('group' in option)) return keep([option], search);
      const items = keep(option.items, search);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  return (
    <Select
      searchable
      openOnFocus={false}
      data={data}
      filter={filter}
      maxDropdownHeight={320}
      nothingFoundMessage="Not in the catalogue. Choose “Something else” above."
      renderOption={({ option }) => <PlanOption plan={byCode.get(option.value)} label={option.label} />}
      {...props}
    />
  );
}

function PlanOption({ plan, label }: { plan: PlanChoice | undefined; label: string }) {
  const price = plan?.prices[0];
  return (
    <Group justify="space-between" gap="md" wrap="nowrap" w="100%">
      <span>{label}</span>
      {price ? (
        <Text span fz="xs" c="dimmed" className="numeric">
          {formatMoney(price.amount, price.currency)} {perInterval[price.interval]}
        </Text>
      ) : null}
    </Group>
  );
}
