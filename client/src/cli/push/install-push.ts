import { realpathSync } from 'node:fs';
import {
  applyPlan,
  defaultInstaller,
  INSTALLER_NAMES,
  INSTALLERS,
  type InstallerName,
} from '../../push/installers/apply-plan.ts';
import { UnreadableSettings } from '../../push/installers/installer.ts';
import { homeFolder } from '../../server/folders.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { say, type Terminal, tell } from '../terminal.ts';

interface Installing {
  action: 'install' | 'uninstall';
  /** Undefined: what this system starts programs with; everything when it is taken away. */
  name: InstallerName | undefined;
  /** Only prints. */
  isShown: boolean;
}

/** Has something push by itself from now on, or no more. */
export async function installPush(terminal: Terminal, { action, name, isShown }: Installing): Promise<ExitCode> {
  const { environment } = terminal;
  const installers = namesFor(action, name).map((each) => INSTALLERS[each]);
  const installation = { command: programOf(), environment, home: homeFolder(environment) };
  const plans = planned(terminal, () =>
    installers.map((installer) => ({ installer, files: installer[action](installation) })),
  );
  if (!plans) return EXIT.failed;
  const files = plans.flatMap((plan) => plan.files);
  if (isShown) {
    for (const { path, text } of files) say(terminal, text === undefined ? `${path}: deleted` : `${path}:\n${text}`);
    return EXIT.done;
  }
  applyPlan(files);
  for (const { path, text } of files) say(terminal, text === undefined ? `Deleted ${path}` : `Wrote ${path}`);
  if (files.length === 0) say(terminal, 'Nothing here pushed by itself.');
  const told = plans.filter((plan) => plan.files.length > 0).map(({ installer }) => installer);
  const steps = told.flatMap((installer) =>
    action === 'install' ? installer.afterInstall : installer.beforeUninstall,
  );
  if (steps.length > 0)
    say(terminal, `${action === 'install' ? 'To start it' : 'To stop it'}, run:\n  ${steps.join('\n  ')}`);
  if (action === 'install' && environment.OUTLAY_TOKEN) {
    tell(terminal, 'OUTLAY_TOKEN is not written anywhere: sign in with outlay login, so that it can push by itself.');
  }
  return EXIT.done;
}

function namesFor(action: Installing['action'], name: InstallerName | undefined): InstallerName[] {
  if (name !== undefined) return [name];
  return action === 'install' ? [defaultInstaller(process.platform)] : INSTALLER_NAMES;
}

function planned<Plans>(terminal: Terminal, plan: () => Plans): Plans | undefined {
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
