import { realpathSync } from 'node:fs';
import { applyPlan, INSTALLERS, type InstallerName } from '../../push/installers/apply-plan.ts';
import { type PlannedFile, UnreadableSettings } from '../../push/installers/installer.ts';
import { homeFolder } from '../../server/folders.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { say, type Terminal, tell } from '../terminal.ts';

interface Installing {
  action: 'install' | 'uninstall';
  name: InstallerName;
  /** Only prints. */
  isShown: boolean;
}

/** Has something push by itself from now on, or no more. */
export async function installPush(terminal: Terminal, { action, name, isShown }: Installing): Promise<ExitCode> {
  const { environment } = terminal;
  const installer = INSTALLERS[name];
  const installation = { command: programOf(), environment, home: homeFolder(environment) };
  const files = planned(terminal, () => installer[action](installation));
  if (!files) return EXIT.failed;
  if (isShown) {
    for (const { path, text } of files) say(terminal, text === undefined ? `${path}: deleted` : `${path}:\n${text}`);
    return EXIT.done;
  }
  applyPlan(files);
  for (const { path, text } of files) say(terminal, text === undefined ? `Deleted ${path}` : `Wrote ${path}`);
  if (files.length === 0) say(terminal, `There was ${installer.label} of Outlay no more.`);
  const steps = action === 'install' ? installer.afterInstall : installer.beforeUninstall;
  if (steps.length > 0)
    say(terminal, `${action === 'install' ? 'To start it' : 'To stop it'}, run:\n  ${steps.join('\n  ')}`);
  if (action === 'install' && environment.OUTLAY_TOKEN) {
    tell(terminal, 'OUTLAY_TOKEN is not written anywhere: sign in with outlay login, so that it can push by itself.');
  }
  return EXIT.done;
}

function planned(terminal: Terminal, plan: () => PlannedFile[]): PlannedFile[] | undefined {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof UnreadableSettings)) throw error;
    tell(terminal, error.message);
    return undefined;
  }
}

/** This program as it was started. */
function programOf(): string[] {
  const [node = process.execPath, script] = process.argv;
  return script === undefined ? [node] : [node, realpathSync(script)];
}
