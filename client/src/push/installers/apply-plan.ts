import { realpathSync, rmSync } from 'node:fs';
import { writeWhole } from '../write-whole.ts';
import { claudeCodeHook } from './claude-code-hook.ts';
import type { Installer, PlannedFile } from './installer.ts';
import { launchd } from './launchd.ts';
import { systemd } from './systemd.ts';

export const INSTALLERS = { systemd, launchd, 'claude-code': claudeCodeHook } satisfies Record<string, Installer>;

export type InstallerName = keyof typeof INSTALLERS;

export const INSTALLER_NAMES = Object.keys(INSTALLERS) as InstallerName[];

/** What starts programs by itself on a system; where nothing is known to, the tool most people have. */
export function defaultInstaller(platform: NodeJS.Platform): InstallerName {
  if (platform === 'darwin') return 'launchd';
  return platform === 'linux' ? 'systemd' : 'claude-code';
}

export function applyPlan(files: readonly PlannedFile[]): void {
  for (const { path, text } of files) {
    if (text === undefined) rmSync(path, { force: true });
    else writeWhole(targetOf(path), text);
  }
}

/** Settings are often links into a folder under version control: the file itself is written. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
