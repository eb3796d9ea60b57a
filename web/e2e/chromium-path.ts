import { existsSync } from 'node:fs';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser the stories run in. @throws Error saying what to install when there is none. */
export function requireChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  }
  const found = usualPaths.find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium) ' +
      'or set CHROMIUM_PATH to its executable.',
  );
}
