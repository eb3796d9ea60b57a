import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../find-files.ts';
import { isRecord, type JsonRecord, parsedRecord } from '../json-record.ts';
import { type Installation, type Installer, UnreadableSettings } from './installer.ts';

const EVENT = 'SessionEnd';

function settingsPath({ environment, home }: Installation): string {
  const folder = environment.CLAUDE_CONFIG_DIR?.split(',')[0]?.trim();
  return join(folder || join(home, '.claude'), 'settings.json');
}

const quoted = (word: string) => (/^[\w./:-]+$/.test(word) ? word : `"${word.replace(/["\\$`]/g, '\\$&')}"`);
const commandOf = ({ command }: Installation) => [...command, 'push', '--quiet'].map(quoted).join(' ');

/** Ours, whichever installation wrote it: a script or `outlay` itself that pushes, unlike `git push --quiet`. */
const isOurs = (hook: unknown) =>
  isRecord(hook) && /(\.[cm]?[jt]s|\boutlay(\.cmd|\.exe)?)"? push --quiet$/.test(String(hook.command));

function readSettings(path: string): JsonRecord {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw error;
  }
  const settings = parsedRecord(text.trim() || '{}');
  if (settings) return settings;
  throw new UnreadableSettings(`${path} is not JSON that can be changed safely. Correct it, then try again.`);
}

/** The settings without our hook; what else is there stays as it is. */
function withoutHook(settings: JsonRecord): JsonRecord {
  const { hooks, ...others } = settings;
  if (!isRecord(hooks) || !Array.isArray(hooks[EVENT])) return settings;
  const { [EVENT]: groups, ...otherEvents } = hooks;
  const kept = (groups as unknown[]).flatMap((group) => {
    if (!isRecord(group) || !Array.isArray(group.hooks) || !group.hooks.some(isOurs)) return [group];
    const left = group.hooks.filter((hook) => !isOurs(hook));
    return left.length > 0 ? [{ ...group, hooks: left }] : [];
  });
  const events = kept.length > 0 ? { ...otherEvents, [EVENT]: kept } : otherEvents;
  return Object.keys(events).length > 0 ? { ...others, hooks: events } : others;
}

function withHook(settings: JsonRecord, command: string): JsonRecord {
  const others = withoutHook(settings);
  const hooks = isRecord(others.hooks) ? others.hooks : {};
  const groups = Array.isArray(hooks[EVENT]) ? hooks[EVENT] : [];
  const ours = { hooks: [{ type: 'command', command, timeout: 60 }] };
  return { ...others, hooks: { ...hooks, [EVENT]: [...groups, ours] } };
}

const asText = (settings: JsonRecord) => `${JSON.stringify(settings, null, 2)}\n`;

/** Claude Code itself pushes when a session ends. */
export const claudeCodeHook: Installer = {
  label: 'a hook of Claude Code',
  install(installation) {
    const path = settingsPath(installation);
    return [{ path, text: asText(withHook(readSettings(path), commandOf(installation))) }];
  },
  uninstall(installation) {
    const path = settingsPath(installation);
    const settings = readSettings(path);
    const left = withoutHook(settings);
    return left === settings ? [] : [{ path, text: asText(left) }];
  },
  afterInstall: [],
  beforeUninstall: [],
};
