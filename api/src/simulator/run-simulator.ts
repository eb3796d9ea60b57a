import { parseArgs } from 'node:util';
import { startSimulator } from './start-simulator.ts';

/** `node run-simulator.ts [--port 0] [--seed 1] [--scale 1] [--history-days 400] [--small] [--no-limits]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    'history-days': { type: 'string', default: '400' },
    small: { type: 'boolean', default: false },
    'no-limits': { type: 'boolean', default: false },
  },
});

function numberOption(name: 'port' | 'seed' | 'scale' | 'history-days'): number {
  const number = Number(values[name]);
  if (!(number >= 0)) {
    process.stderr.write(`--${name} must be a number of zero or more, got "${values[name]}"\n`);
    process.exit(2);
  }
  return number;
}

const simulator = await startSimulator({
  seed: numberOption('seed'),
  port: numberOption('port'),
  scale: numberOption('scale'),
  historyDays: numberOption('history-days'),
  scenario: values.small ? 'small' : 'sample',
  enforceLimits: !values['no-limits'],
  now: () => new Date(),
});
const { url, anthropic, secondAnthropic, cursor } = simulator;
process.stdout.write(`${JSON.stringify({ url, anthropic, secondAnthropic, cursor })}\n`);

const stop = () => void simulator.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
