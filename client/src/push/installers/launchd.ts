import { join } from 'node:path';
import { deletions, type Installation, type Installer, MINUTES, passedOn } from './installer.ts';

const LABEL = 'dev.outlay.push';

const pathOf = ({ home }: Installation) => join(home, 'Library', 'LaunchAgents', `${LABEL}.plist`);

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const element = (name: string, text: string) =>
  `<${name}>${text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)}</${name}>`;

function plistOf({ command, environment }: Installation): string {
  const words = [...command, 'push', '--quiet'].map((word) => `    ${element('string', word)}\n`);
  const variables = passedOn(environment).map(
    ([name, value]) => `    ${element('key', name)}${element('string', value)}\n`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n',
    `<plist version="1.0">\n<dict>\n  ${element('key', 'Label')}${element('string', LABEL)}\n`,
    `  <key>ProgramArguments</key>\n  <array>\n${words.join('')}  </array>\n`,
    ...(variables.length > 0 ? [`  <key>EnvironmentVariables</key>\n  <dict>\n${variables.join('')}  </dict>\n`] : []),
    `  <key>StartInterval</key><integer>${MINUTES * 60}</integer>\n  <key>RunAtLoad</key><true/>\n`,
    '  <key>ProcessType</key><string>Background</string>\n</dict>\n</plist>\n',
  ].join('');
}

export const launchd: Installer = {
  label: 'a launchd agent',
  install: (installation) => [{ path: pathOf(installation), text: plistOf(installation) }],
  uninstall: (installation) => deletions([{ path: pathOf(installation) }]),
  afterInstall: [`launchctl bootstrap gui/$UID ~/Library/LaunchAgents/${LABEL}.plist`],
  beforeUninstall: [`launchctl bootout gui/$UID/${LABEL}`],
};
