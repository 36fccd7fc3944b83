import { defineConfig } from '@playwright/test';

const asRoot = process.getuid?.() === 0;

// Every test starts servers of its own (fixtures.ts), so there is no `webServer` and no `baseURL` here.
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: [['list'], ['./support/failures.ts']],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // Generous because a debug build in a busy machine may be slow; nothing waits longer than it must.
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    viewport: { width: 1280, height: 900 },
    // Colours are measured at rest, not in the middle of a fade.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // A trace of every test takes a third of the processor; `TRACE=1` asks for those that fail.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
