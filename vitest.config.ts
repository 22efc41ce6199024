import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { postgresForVitest } from './scripts/build/patch-postgres.mjs'
import { ALONE } from './scripts/test/alone'

const root = fileURLToPath(new URL('.', import.meta.url))

// Disables ONNX Runtime's telemetry before the native library is loaded.
process.env.ORT_DISABLE_TELEMETRY = '1'

// Tests reach no network; those of the registry start one of their own.
process.env.MCP_REGISTRY = 'off'

// Workers load packages from V8's code cache instead of compiling them for each test file.
process.env.NODE_COMPILE_CACHE ??= `${root}node_modules/.cache/patchbay/compiled`

/** Tests of pure logic: no database, no server, no per-process setup. */
const LOGIC = ['components', 'lib/client', 'lib/contracts', 'lib/core', 'lib/engine', 'lib/graph', 'lib/nodes'].map(
  (folder) => `${folder}/**/*.test.{ts,tsx}`,
)

export default defineConfig({
  plugins: [postgresForVitest],
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: 'server-only', replacement: `${root}scripts/empty-module.ts` },
    ],
  },
  test: {
    // Inlined so that the plugin can patch it.
    server: { deps: { inline: [/node_modules\/postgres\//] } },
    setupFiles: ['scripts/test/load-english.ts', 'scripts/test/reset-process.ts', 'scripts/test/seed-properties.ts'],
    // Not threads: V8 keeps one list of code pages per process, and embedded databases in several threads break it
    // (electric-sql/pglite#1053).
    pool: 'forks',
    // A worker waits a quarter of its time, for the transformed files and for what its tests await.
    maxWorkers: 3,
    retry: 0,
    testTimeout: 10_000,
    // Some hooks open a database, create a workspace and publish an app.
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      // Files of one worker share its modules, which would otherwise take most of the time.
      { extends: true, test: { name: 'logic', include: LOGIC, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...LOGIC, ...ALONE],
          isolate: false,
          // Databases and servers share two cores with the tests.
          testTimeout: 30_000,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, testTimeout: 30_000 } },
    ],
  },
})
