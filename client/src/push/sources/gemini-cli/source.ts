import type { Source } from '../../source.ts';
import { accepts, folders } from './locations.ts';
import { GeminiCliReader } from './reader.ts';
import { TOOL } from './tool.ts';

export const geminiCli: Source = {
  tool: TOOL,
  label: 'Gemini CLI',
  folders,
  accepts,
  start: (run) => new GeminiCliReader(run),
};
