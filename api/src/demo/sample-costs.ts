import type { SampleCalendar } from './sample-calendar.ts';
import type { SampleIds } from './sample-ids.ts';

type Line = (account: string, category: string, owner?: { team?: string; project?: string }) => object;

function lineMaker({ accounts, teams, projects }: SampleIds): Line {
  return (account, category, { team = '', project = '' } = {}) => ({
    glAccountId: accounts.get(account),
    category,
    teamId: teams.get(team),
    projectId: projects.get(project),
  });
}

/** In the shape of CreateRecurringCostInput. */
export function sampleRecurringCosts(ids: SampleIds, at: SampleCalendar): object[] {
  const line = lineMaker(ids);
  return [
    {
      ...{ description: 'GitHub Enterprise, 20 seats', vendorName: 'GitHub', amount: '420', currency: 'USD' },
      ...{ interval: 'MONTHLY', startsOn: at(-4, 3) },
      lines: [
        { ...line('6210', 'Coding', { team: 'Platform' }), percent: '60' },
        { ...line('6210', 'Coding', { team: 'Product' }), percent: '40' },
      ],
    },
    {
      ...{ description: 'Observability for agents', vendorName: 'Langfuse', amount: '199', currency: 'USD' },
      ...{ interval: 'MONTHLY', startsOn: at(-3, 12) },
      lines: [line('6250', 'Operations', { team: 'Data Science' })],
    },
    {
      ...{ description: 'Vector database', vendorName: 'Pinecone', amount: '840', currency: 'USD' },
      ...{ interval: 'QUARTERLY', startsOn: at(-4, 20) },
      lines: [line('6260', 'Data', { project: 'Product search' })],
    },
  ];
}

/** In the shape of CreateCostEntryInput; the last of last month has no account yet, for finance to code. */
export function sampleEntries(ids: SampleIds, at: SampleCalendar): object[] {
  const line = lineMaker(ids);
  return [
    {
      ...{ date: at(-3, 9), description: 'Workshop: coding agents in practice', vendorName: 'Agentic Academy' },
      ...{ amount: '2400', currency: 'USD' },
      lines: [
        { ...line('6230', 'Training', { team: 'Platform' }), percent: '50' },
        { ...line('6230', 'Training', { team: 'Support Engineering' }), percent: '50' },
      ],
    },
    {
      ...{ date: at(-2, 4), description: 'Evaluation data, licence for a year', vendorName: 'Surge' },
      ...{ amount: '6000', currency: 'USD', serviceFrom: at(-2, 4), serviceUntil: at(10, 4) },
      lines: [line('6230', 'Data', { project: 'Model evaluation' })],
    },
    {
      ...{ date: at(-1, 15), description: 'Translation credits', vendorName: 'DeepL' },
      ...{ amount: '250', currency: 'EUR', rate: '1.16' },
      lines: [line('6230', 'Assistants', { team: 'Support Engineering' })],
    },
    {
      ...{ date: at(-1, 22), description: 'Credit for an outage', vendorName: 'Pinecone' },
      ...{ amount: '-70', currency: 'USD' },
      lines: [line('6260', 'Data', { project: 'Product search' })],
    },
    {
      ...{ date: at(-1, 28), description: 'Icons and illustrations', vendorName: 'Recraft' },
      ...{ amount: '94.50', currency: 'USD' },
      lines: [{ teamId: ids.teams.get('Design') }],
    },
    {
      ...{ date: at(0, 1), description: 'Voice samples', vendorName: 'ElevenLabs', amount: '99', currency: 'USD' },
      lines: [line('6240', 'Media', { project: 'Customer support' })],
    },
  ];
}

/** In the shape of CreateGlRuleInput, the first match first. */
export function sampleRules({ accounts, projects, tools }: SampleIds): object[] {
  const coding = { glAccountId: accounts.get('6210'), category: 'Coding' };
  return [
    { projectId: projects.get('Customer support'), glAccountId: accounts.get('6230'), category: 'Support' },
    { toolId: tools.get('claude_code'), ...coding },
    { toolId: tools.get('cursor'), ...coding },
  ];
}
