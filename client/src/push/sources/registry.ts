import type { Source } from '../source.ts';
import { claudeCode } from './claude-code/source.ts';
import { codex } from './codex/source.ts';
import { geminiCli } from './gemini-cli/source.ts';
import { openCode } from './opencode/source.ts';

/** Every tool whose sessions are read. */
export const SOURCES: readonly Source[] = [claudeCode, codex, geminiCli, openCode];
