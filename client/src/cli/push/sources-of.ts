import type { Source } from '../../push/source.ts';
import { SOURCES } from '../../push/sources/registry.ts';
import { nearest, WrongCommandLine } from '../wrong-command-line.ts';

/** The sources of these names; all without any. @throws WrongCommandLine */
export function sourcesOf(names: readonly string[]): readonly Source[] {
  if (names.length === 0) return SOURCES;
  const tools = SOURCES.map(({ tool }) => tool);
  for (const name of names) {
    if (tools.includes(name)) continue;
    const meant = nearest(name, tools);
    const remedy = meant ? `Did you mean ${meant}?` : `Use one of: ${tools.join(', ')}.`;
    throw new WrongCommandLine('--source', `"${name}" is no tool whose sessions are read.`, remedy);
  }
  return SOURCES.filter(({ tool }) => names.includes(tool));
}
