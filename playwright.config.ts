import { defineConfig } from '@playwright/test'

const chromium = process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e',
  // Excludes the tests of e2e/clients, which Node's test runner runs.
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/prepare-folder.ts',
  outputDir: 'test-results',
  // A third worker gains 8 % and makes stories time out.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  retries: 0,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    // The page at the end of a failed test. A trace takes an eighth of the processor time of all tests, and twice as
    // much with screenshots: record one with --trace retain-on-failure.
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === 'playwright' ? {} : { executablePath: chromium }),
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
})
