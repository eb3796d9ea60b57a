import { Text } from '@mantine/core';
import { PlainTable } from '../../components/plain-table.tsx';
import type { Failure } from '../../lib/mutation-result.ts';

/** What is wrong in each cell of a file. */
export function CsvProblems({ problems }: { problems: NonNullable<Failure['problems']> }) {
  return (
    <div role="alert">
      {problems.length > 0 ? (
        <>
          <Text fz="sm" mb="xs" c="var(--outlay-danger)">
            {problems.length === 1 ? '1 cell is' : `${problems.length} cells are`} not right. Nothing was imported.
          </Text>
          <PlainTable label="What is wrong" headings={[{ right: 'Line' }, 'Column', 'Value', 'What is wrong']}>
            {problems.map(({ line, column, value, message }) => (
              <tr key={`${line} ${column} ${message}`}>
                <td data-align="right" className="numeric">
                  {line}
                </td>
                <td>{column}</td>
                <td>{value}</td>
                <td>{message}</td>
              </tr>
            ))}
          </PlainTable>
        </>
      ) : null}
    </div>
  );
}
