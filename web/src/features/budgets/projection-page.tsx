import { ActionIcon, Button, Group, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { BudgetScope } from '../../gql/graphql.ts';
import { addMonths } from '../../lib/day.ts';
import { formatMonth } from '../../lib/format.ts';
import { useToday } from '../../lib/viewer.tsx';
import { choicesOf, metricLabels, scopeLabels } from './budget-words.ts';
import { BudgetsFrame } from './budgets-frame.tsx';
import type { ProjectionSearch } from './budgets-search.ts';
import classes from './projection.module.css';
import { ProjectionPanel } from './projection-panel.tsx';
import { Scenarios } from './scenarios.tsx';
import { SubjectFields } from './subject-fields.tsx';

interface ProjectionPageProps {
  search: ProjectionSearch;
  onSearch: (change: Partial<ProjectionSearch>) => void;
}

const isScope = (text: string): text is BudgetScope => Object.hasOwn(scopeLabels, text);

/** `TEAM Team:3` of the URL. */
function subjectOf(text: string): { scope: BudgetScope; id: string } {
  const [scope = '', id = ''] = text.split(' ');
  return isScope(scope) ? { scope, id } : { scope: 'ORGANIZATION', id: '' };
}

/** How a month is expected to end, for everything or a part of it, with and without a scenario. */
export function ProjectionPage({ search, onSearch }: ProjectionPageProps) {
  const today = useToday();
  const current = `${today.slice(0, 7)}-01`;
  const month = search.month || current;
  const subject = subjectOf(search.scope);
  const goTo = (next: string) => onSearch({ month: next === current ? '' : next });
  const isReady = subject.scope === 'ORGANIZATION' || subject.id !== '';
  return (
    <BudgetsFrame
      actions={
        <Button variant="default" onClick={() => onSearch({ dialog: 'new' })}>
          New scenario
        </Button>
      }
    >
      <div className={classes.filters}>
        <Group gap={4} wrap="nowrap" className={classes.months}>
          <ActionIcon aria-label="Month before" onClick={() => goTo(addMonths(month, -1))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <strong className="numeric" aria-live="polite">
            {formatMonth(month)}
          </strong>
          <ActionIcon aria-label="Month after" onClick={() => goTo(addMonths(month, 1))}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
        <SubjectFields
          value={subject}
          onChange={({ scope, id }) => onSearch({ scope: scope === 'ORGANIZATION' ? '' : `${scope} ${id}`.trim() })}
        />
        <Select
          label="Counts"
          data={choicesOf(metricLabels)}
          allowDeselect={false}
          value={search.metric}
          onChange={(metric) => onSearch({ metric: metric ?? 'COST' })}
        />
      </div>
      <Scenarios search={search} onSearch={onSearch} />
      {isReady ? (
        <ProjectionPanel
          month={month}
          subject={subject}
          metric={search.metric}
          scenario={search.metric === 'COST' ? search.scenario : ''}
        />
      ) : null}
    </BudgetsFrame>
  );
}
