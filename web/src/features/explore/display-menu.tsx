import { Button, Popover, Radio, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { FIRST_STEPS, type PivotView } from './explore-search.ts';
import { measures } from './measures.ts';

interface DisplayMenuProps {
  view: PivotView;
  onView: (view: PivotView) => void;
}

/** How the figures are shown: plain or as shares, compared, coloured, by which days, how many rows. */
export function DisplayMenu(props: DisplayMenuProps) {
  const { view } = props;
  const changed = [
    view.showAs !== 'VALUE',
    view.compareTo !== null,
    view.dayBasis !== 'REPORTING',
    view.heatmap.length > 0,
  ].filter(Boolean).length;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} />}>
          Display{changed > 0 ? ` · ${changed}` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <DisplaySettings {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

const shareNames = [
  { value: 'VALUE', label: 'Value' },
  { value: 'ROW', label: '% of row' },
  { value: 'COLUMN', label: '% of column' },
  { value: 'TOTAL', label: '% of total' },
] as const;

export function DisplaySettings({ view, onView }: DisplayMenuProps) {
  const additive = view.measures.filter((measure) => measures[measure].isAdditive);
  const others = view.measures.filter((measure) => !measures[measure].isAdditive);
  return (
    <Stack gap="md" w={{ base: '100%', xs: 340 }}>
      <div>
        <Caption>Show values as</Caption>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Show values as"
          data={shareNames.map((item) => ({ ...item, disabled: item.value !== 'VALUE' && additive.length === 0 }))}
          value={view.showAs}
          onChange={(showAs) => onView({ ...view, showAs })}
        />
        {others.length > 0 ? (
          <Text fz="xs" c="dimmed" mt={4}>
            {others.map((measure) => measures[measure].label).join(', ')}: always plain, because parts do not add up to
            the whole.
          </Text>
        ) : null}
      </div>
      <Radio.Group
        label={<Caption>Compare with</Caption>}
        value={view.compareTo ?? ''}
        onChange={(value) =>
          onView({ ...view, compareTo: value === 'PREVIOUS_PERIOD' || value === 'PREVIOUS_YEAR' ? value : null })
        }
      >
        <Stack gap={6} mt={4}>
          <Radio size="xs" value="" label="Nothing" />
          <Radio size="xs" value="PREVIOUS_PERIOD" label="Previous period" />
          <Radio size="xs" value="PREVIOUS_YEAR" label="Same days a year before" />
        </Stack>
      </Radio.Group>
      <div>
        <Caption>Colour by size</Caption>
        <Stack gap={6} mt={4}>
          {view.measures.map((measure) => (
            <Switch
              key={measure}
              size="xs"
              label={measures[measure].label}
              checked={view.heatmap.includes(measure)}
              onChange={(event) =>
                onView({
                  ...view,
                  heatmap: event.currentTarget.checked
                    ? [...view.heatmap, measure]
                    : view.heatmap.filter((name) => name !== measure),
                })
              }
            />
          ))}
        </Stack>
      </div>
      <Radio.Group
        label={<Caption>Days</Caption>}
        value={view.dayBasis}
        onChange={(value) => onView({ ...view, dayBasis: value === 'BILLING' ? 'BILLING' : 'REPORTING' })}
      >
        <Stack gap={6} mt={4}>
          <Radio size="xs" value="REPORTING" label="Of the reporting zone" />
          <Radio size="xs" value="BILLING" label="UTC, as vendors bill" />
        </Stack>
      </Radio.Group>
      <Select
        label={<Caption>Rows before “Other”</Caption>}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={[...new Set([...FIRST_STEPS, view.first])].toSorted((a, b) => a - b).map(String)}
        value={String(view.first)}
        onChange={(value) => value && onView({ ...view, first: Number(value) })}
      />
    </Stack>
  );
}

function Caption({ children }: { children: string }) {
  return (
    <Text span fz="xs" fw={600} c="dimmed">
      {children}
    </Text>
  );
}
