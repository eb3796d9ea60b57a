import { defineConfig } from '@playwright/test';
import { requireChromium } from './e2e/chromium-path.ts';

export default defineConfig({
  testDir: './e2e',
  // Every worker has servers of its own.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  // A shared machine may halt the browser for minutes; a story that fails three times fails.
  retries: process.env.CI ? 2 : 0,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: requireChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
});
