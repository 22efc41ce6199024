import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { postgresForVitest } from './scripts/patch-postgres.mjs'

const root = fileURLToPath(new URL('.', import.meta.url))

// ONNX Runtime reports to its maker; it is told here, before the native library is loaded.
process.env.ORT_DISABLE_TELEMETRY = '1'

/** Tests of logic alone: no database, no server, nothing that is made once a process. */
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
    // Inlined so that the plugin patches it.
    server: { deps: { inline: [/node_modules\/postgres\//] } },
    setupFiles: ['scripts/load-english.ts'],
    // Not threads: V8 keeps one list of code pages a process, and embedded databases coming and going in several threads break it (electric-sql/pglite#1053).
    pool: 'forks',
    maxWorkers: 2,
    // A few tests look at the clock; a second try tells a slow moment of the machine from a fault.
    retry: process.env.CI ? 1 : 0,
    // Guards against hanging, not measures: on a machine that does other work a test of passwords takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      // Files of one worker share its modules, which takes half of the time of reading them anew for each.
      { extends: true, test: { name: 'logic', include: LOGIC, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: LOGIC } },
    ],
  },
})
