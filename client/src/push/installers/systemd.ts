import { join } from 'node:path';
import { deletions, type Installation, type Installer, MINUTES, type PlannedFile, passedOn } from './installer.ts';

const folderOf = ({ environment, home }: Installation) =>
  join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'systemd', 'user');

/** systemd expands % and, in commands, $. */
const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
const argument = (text: string) => quoted(text).replaceAll('$', '$$$$');

function filesOf(installation: Installation): Record<'service' | 'timer', PlannedFile & { text: string }> {
  const folder = folderOf(installation);
  const variables = passedOn(installation.environment).map(
    ([name, value]) => `Environment=${quoted(`${name}=${value}`)}\n`,
  );
  return {
    service: {
      path: join(folder, 'outlay-push.service'),
      text:
        '[Unit]\nDescription=Send the usage of AI coding tools to Outlay\nAfter=network-online.target\n\n' +
        `[Service]\nType=oneshot\nNice=10\n${variables.join('')}` +
        `ExecStart=${[...installation.command, 'push', '--quiet'].map(argument).join(' ')}\n`,
    },
    timer: {
      path: join(folder, 'outlay-push.timer'),
      text:
        '[Unit]\nDescription=Send the usage of AI coding tools to Outlay regularly\n\n' +
        `[Timer]\nOnStartupSec=2min\nOnUnitActiveSec=${MINUTES}min\nRandomizedDelaySec=1min\n\n` +
        '[Install]\nWantedBy=timers.target\n',
    },
  };
}

export const systemd: Installer = {
  label: 'a systemd user timer',
  install: (installation) => Object.values(filesOf(installation)),
  uninstall: (installation) => deletions(Object.values(filesOf(installation))),
  afterInstall: ['systemctl --user daemon-reload', 'systemctl --user enable --now outlay-push.timer'],
  beforeUninstall: ['systemctl --user disable --now outlay-push.timer'],
};
