import type { Source } from '../../source.ts';
import { accepts, asSeen, folders } from './locations.ts';
import { OpenCodeReader } from './reader.ts';
import { TOOL } from './tool.ts';

export const openCode: Source = {
  tool: TOOL,
  label: 'OpenCode',
  folders,
  accepts,
  asSeen,
  start: (run) => new OpenCodeReader(run),
};
