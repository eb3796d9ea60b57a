import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAdjustments } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { dimensionGroups } from '../../components/dimension-filter/dimensions.ts';
import wellClasses from '../../components/dimension-filter/field-chips.module.css';
import { FilterChips } from '../../components/dimension-filter/filter-chips.tsx';
import { Page } from '../../components/page.tsx';
import { PeriodPicker } from '../../components/period-picker.tsx';
import type { Dimension } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { changePeriod } from './change-view.ts';
import { DisplayMenu, DisplaySettings } from './display-menu.tsx';
import classes from './explore-page.module.css';
import type { PivotView } from './explore-search.ts';
import { ExportMenu } from './export-menu.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { PivotError } from './pivot-error.tsx';
import type { GridCell } from './pivot-grid.tsx';
import { pivotModel } from './pivot-model.ts';
import { PivotPanel, type ViewChange } from './pivot-panel.tsx';
import { usePivot } from './use-pivot.ts';
import { usePivotExport } from './use-pivot-export.ts';
import { ViewsMenu } from './views-menu.tsx';
import { Wells } from './wells.tsx';

interface ExplorePageProps {
  view: PivotView;
  onView: ViewChange;
  /** Shows the usage behind a cell. */
  onRows: (cell: GridCell) => void;
}

/** The pivot: what it consists of above, its figures below; all of its state is the view. */
export function ExplorePage({ view, onView, onRows }: ExplorePageProps) {
  const { zone } = useViewer();
  const { shown, isBusy, error, retry } = usePivot(view);
  const model = useMemo(
    () => shown && pivotModel(shown, shown.view.dayBasis === 'BILLING' ? 'UTC' : zone),
    [shown, zone],
  );
  const exporting = usePivotExport(shown, model);
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const exports = (
    <ExportMenu
      isDisabled={!shown || isBusy}
      onCsv={() => void exporting.downloadCsv()}
      onXlsx={() => void exporting.downloadXlsx()}
      onTsv={() => void exporting.copyTable()}
      onLink={() => void exporting.copyLink()}
    />
  );
  return (
    <div className={classes.page}>
      <Page
        title="Explore"
        actions={
          <>
            <ViewsMenu view={view} onView={onView} />
            <PeriodPicker value={view.period} onChange={(period) => onView(changePeriod(view, period))} />
            {isPhone ? (
              <FieldsSheet view={view} onView={onView}>
                {exports}
              </FieldsSheet>
            ) : (
              <>
                <DisplayMenu view={view} onView={onView} />
                {exports}
                <KeyboardHelp />
              </>
            )}
          </>
        }
      >
        {isPhone ? null : <Fields view={view} onView={onView} />}
        {error ? <PivotError error={error} view={view} onView={onView} onRetry={retry} /> : null}
        {!shown && !error ? <ListSkeleton /> : null}
        {shown && model && !error ? (
          <PivotPanel {...{ view, onView, onRows, shown, model, isBusy, isPhone, exporting }} />
        ) : null}
      </Page>
    </div>
  );
}

function Fields({ view, onView, isStacked = false }: { view: PivotView; onView: ViewChange; isStacked?: boolean }) {
  const [open, setOpen] = useState<number | null>(null);
  const filterBy = (dimension: Dimension) => {
    const known = view.filters.findIndex((filter) => filter.dimension === dimension);
    if (known === -1) onView({ ...view, filters: [...view.filters, { dimension }] });
    setOpen(known === -1 ? view.filters.length : known);
  };
  return (
    <div className={wellClasses.bar} data-stacked={isStacked || undefined}>
      <Wells view={view} onView={onView} onFilter={filterBy} />
      <FilterChips
        filters={view.filters}
        onFilters={(filters, options) => onView({ ...view, filters }, options)}
        groups={dimensionGroups}
        open={open}
        onOpen={setOpen}
      />
    </div>
  );
}

interface FieldsSheetProps {
  view: PivotView;
  onView: ViewChange;
  children: ReactNode;
}

/** On a phone everything that shapes the pivot is in a sheet, so that the figures have the screen. */
function FieldsSheet({ view, onView, children }: FieldsSheetProps) {
  const [isOpen, sheet] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconAdjustments size={16} />} onClick={sheet.open}>
        Fields
      </Button>
      <Drawer opened={isOpen} onClose={sheet.close} position="bottom" size="85%" title="Fields and display">
        <Fields view={view} onView={onView} isStacked />
        <DisplaySettings view={view} onView={onView} />
        <div style={{ marginTop: '1rem' }}>{children}</div>
      </Drawer>
    </>
  );
}
