import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsExchange,
  IconFilter,
  IconFlame,
  IconLayoutColumns,
  IconLayoutRows,
  IconX,
} from '@tabler/icons-react';
import { dimensionGroups, dimensionLabels, isDimension } from '../../components/dimension-filter/dimensions.ts';
import { type FieldGroup, FieldPicker } from '../../components/dimension-filter/field-picker.tsx';
import type { Dimension, Measure } from '../../gql/graphql.ts';
import { type Axis, placeDimension, placeMeasure, removeField, swapAxes } from './change-view.ts';
import type { PivotView } from './explore-search.ts';
import { FieldChip } from './field-chip.tsx';
import { isMeasure, measureNames, measures } from './measures.ts';
import { Well } from './well.tsx';

interface WellsProps {
  view: PivotView;
  onView: (view: PivotView) => void;
  /** Opens the values of a dimension to filter by. */
  onFilter: (dimension: Dimension) => void;
}

/** What the pivot consists of: rows, columns and values. */
export function Wells({ view, onView, onFilter }: WellsProps) {
  return (
    <>
      <AxisWell axis="rows" label="Rows" {...{ view, onView, onFilter }} />
      <Tooltip label="Swap rows and columns">
        <ActionIcon
          size="sm"
          mx={-12}
          aria-label="Swap rows and columns"
          disabled={view.rows.length === 0 && view.columns.length === 0}
          onClick={() => onView(swapAxes(view))}
        >
          <IconArrowsExchange size={14} />
        </ActionIcon>
      </Tooltip>
      <AxisWell axis="columns" label="Columns" {...{ view, onView, onFilter }} />
      <ValuesWell view={view} onView={onView} />
    </>
  );
}

const other = { rows: 'columns', columns: 'rows' } as const;

function AxisWell({ axis, label, view, onView, onFilter }: WellsProps & { axis: Axis; label: string }) {
  const shift = (dimension: Dimension, by: number) =>
    onView(placeDimension(view, dimension, axis, Math.max(0, view[axis].indexOf(dimension) + by)));
  return (
    <Well
      well={axis}
      label={label}
      onDrop={(field, at) => {
        if (!isDimension(field)) return;
        const from = view[axis].indexOf(field);
        onView(placeDimension(view, field, axis, from !== -1 && from < at ? at - 1 : at));
      }}
      chips={(dropAt) =>
        view[axis].map((dimension, index) => (
          <FieldChip
            key={dimension}
            well={axis}
            field={dimension}
            label={dimensionLabels[dimension]}
            isDropPlace={dropAt === index}
            onShift={(by) => shift(dimension, by)}
            onRemove={() => onView(removeField(view, axis, dimension))}
          >
            <Menu.Item leftSection={<IconFilter size={14} />} onClick={() => onFilter(dimension)}>
              Filter…
            </Menu.Item>
            <Menu.Item
              leftSection={axis === 'rows' ? <IconLayoutColumns size={14} /> : <IconLayoutRows size={14} />}
              onClick={() => onView(placeDimension(view, dimension, other[axis]))}
            >
              Move to {other[axis]}
            </Menu.Item>
            <ShiftItems index={index} count={view[axis].length} onShift={(by) => shift(dimension, by)} />
            <RemoveItem onRemove={() => onView(removeField(view, axis, dimension))} />
          </FieldChip>
        ))
      }
      add={
        <FieldPicker
          label={`Add to ${axis}`}
          groups={dimensionFields(view, axis)}
          onPick={(id) => isDimension(id) && onView(placeDimension(view, id, axis))}
        />
      }
    />
  );
}

function ValuesWell({ view, onView }: Pick<WellsProps, 'view' | 'onView'>) {
  const shift = (measure: Measure, by: number) =>
    onView(placeMeasure(view, measure, Math.max(0, view.measures.indexOf(measure) + by)));
  return (
    <Well
      well="measures"
      label="Values"
      onDrop={(field, at) => {
        if (!isMeasure(field)) return;
        const from = view.measures.indexOf(field);
        onView(placeMeasure(view, field, from !== -1 && from < at ? at - 1 : at));
      }}
      chips={(dropAt) =>
        view.measures.map((measure, index) => (
          <FieldChip
            key={measure}
            well="measures"
            field={measure}
            label={measures[measure].label}
            isDropPlace={dropAt === index}
            onShift={(by) => shift(measure, by)}
            onRemove={() => onView(removeField(view, 'measures', measure))}
          >
            <Menu.Item leftSection={<IconFlame size={14} />} onClick={() => onView(toggleHeat(view, measure))}>
              {view.heatmap.includes(measure) ? 'Remove colours' : 'Colour by size'}
            </Menu.Item>
            <ShiftItems index={index} count={view.measures.length} onShift={(by) => shift(measure, by)} />
            {view.measures.length > 1 ? (
              <RemoveItem onRemove={() => onView(removeField(view, 'measures', measure))} />
            ) : null}
          </FieldChip>
        ))
      }
      add={
        <FieldPicker
          label="Add to values"
          groups={measureFields(view)}
          onPick={(id) => isMeasure(id) && onView(placeMeasure(view, id))}
        />
      }
    />
  );
}

function toggleHeat(view: PivotView, measure: Measure): PivotView {
  const without = view.heatmap.filter((name) => name !== measure);
  return { ...view, heatmap: without.length < view.heatmap.length ? without : [...without, measure] };
}

interface ShiftItemsProps {
  index: number;
  count: number;
  onShift: (by: -1 | 1) => void;
}

function ShiftItems({ index, count, onShift }: ShiftItemsProps) {
  return (
    <>
      {index > 0 ? (
        <Menu.Item leftSection={<IconArrowLeft size={14} />} onClick={() => onShift(-1)}>
          Move before
        </Menu.Item>
      ) : null}
      {index < count - 1 ? (
        <Menu.Item leftSection={<IconArrowRight size={14} />} onClick={() => onShift(1)}>
          Move after
        </Menu.Item>
      ) : null}
    </>
  );
}

function RemoveItem({ onRemove }: { onRemove: () => void }) {
  return (
    <Menu.Item leftSection={<IconX size={14} />} onClick={onRemove}>
      Remove
    </Menu.Item>
  );
}

function dimensionFields(view: PivotView, axis: Axis): FieldGroup[] {
  return dimensionGroups.map(({ label, dimensions }) => ({
    label,
    fields: dimensions
      .filter((dimension) => !view[axis].includes(dimension))
      .map((dimension) => ({
        id: dimension,
        label: dimensionLabels[dimension],
        hint: view[other[axis]].includes(dimension) ? `in ${other[axis]}` : '',
      })),
  }));
}

const measureGroups = { MONEY: 'Money', COUNT: 'Quantities', SHARE: 'Ratios' } as const;

function measureFields(view: PivotView): FieldGroup[] {
  const free = measureNames.filter((measure) => !view.measures.includes(measure));
  return (['MONEY', 'COUNT', 'SHARE'] as const).map((kind) => ({
    label: measureGroups[kind],
    fields: free
      .filter((measure) => measures[measure].kind === kind)
      .map((measure) => ({ id: measure, label: measures[measure].label, hint: '' })),
  }));
}
