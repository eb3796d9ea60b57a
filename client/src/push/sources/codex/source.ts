import type { Source } from '../../source.ts';
import { accepts, folders } from './locations.ts';
import { CodexReader } from './reader.ts';
import { TOOL } from './tool.ts';

export const codex: Source = {
  tool: TOOL,
  label: 'Codex CLI',
  folders,
  accepts,
  start: (run) => new CodexReader(run),
};
