import type { Random } from '../random.ts';
import type { CodingActivity } from './events.ts';

const TERMINALS = [
  ['vscode', 6],
  ['iTerm.app', 3],
  ['tmux', 2],
  ['ghostty', 2],
  ['WarpTerminal', 1],
  ['cursor', 1],
] as const;

/** What an hour of Claude Code with so many requests leaves behind; automation runs remotely without a terminal. */
export function codingActivity(requests: number, isAutomated: boolean, random: Random): CodingActivity {
  const edits = Math.round(requests * random.next() * 0.4);
  const writes = Math.round(requests * random.next() * 0.08);
  const linesAdded = edits * random.int(2, 14) + writes * random.int(10, 90);
  return {
    terminalType: isAutomated ? 'non-interactive' : random.weighted(TERMINALS),
    isRemote: isAutomated || random.chance(0.12),
    sessions: random.int(1, 2),
    linesAdded,
    linesRemoved: Math.round(linesAdded * random.next() * 0.7),
    commits: random.chance(0.3) ? random.int(1, 3) : 0,
    pullRequests: random.chance(0.08) ? 1 : 0,
    accepted: [edits, Math.floor(edits / 7), writes, random.chance(0.04) ? 1 : 0],
    rejected: [Math.floor(edits / 9), 0, Math.floor(writes / 6), 0],
  };
}
