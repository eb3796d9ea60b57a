import { Title } from '@mantine/core';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import classes from './budgets.module.css';
import { ProjectionPanel } from './projection-panel.tsx';

/** How a member's own month is expected to end. */
export function MyProjection() {
  const { memberId } = useViewer();
  const month = `${useToday().slice(0, 7)}-01`;
  return (
    <section className={classes.section} aria-labelledby="my-month">
      <Title order={2} fz="md" id="my-month" mb="md">
        How this month is expected to end
      </Title>
      <ProjectionPanel month={month} subject={{ scope: 'MEMBER', id: memberId }} />
    </section>
  );
}
