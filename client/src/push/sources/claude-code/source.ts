import type { Source } from '../../source.ts';
import { accepts, folders } from './locations.ts';
import { ClaudeCodeReader } from './reader.ts';
import { TOOL } from './tool.ts';

export const claudeCode: Source = {
  tool: TOOL,
  label: 'Claude Code',
  folders,
  accepts,
  start: (run) => new ClaudeCodeReader(run),
};
