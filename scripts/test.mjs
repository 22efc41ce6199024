// `npm test`: sets up what the tests need and runs all of them, quick checks first. `npm test -- unit` stops before the browser.
import path from 'node:path'
import { checkEditorSize } from './editor-size.mjs'
import { modernNode, root } from './node24.mjs'
import { findChromium, startPostgres } from './services.mjs'
import { build, install, run, step, stepsAtOnce } from './steps.mjs'

const onlyUnit = process.argv.includes('unit')
await install()
const node = modernNode()
const tool = (file, args, options) => run(node, [`node_modules/${file}`, ...args], options)

const postgres = await startPostgres()
try {
  await step('Generated files are up to date', () => run(node, ['scripts/generate.mjs', '--check'], { quiet: true }))
  await step('Format and lint', () =>
    tool('@biomejs/biome/bin/biome', ['check', '.', '--diagnostic-level=error'], { quiet: true }),
  )
  await stepsAtOnce({
    Types: () => run(node, ['scripts/typecheck.mjs'], { quiet: true }),
    'Unused files, exports and packages': () => tool('knip/bin/knip.js', ['--no-progress'], { quiet: true }),
    Layers: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        ['--config', 'dependency-cruiser.config.cjs', 'app', 'components', 'lib', 'server.ts'],
        { quiet: true },
      ),
  })
  console.log('\nUnit and integration tests on the embedded database')
  await tool('vitest/vitest.mjs', ['run'])
  if (postgres) {
    console.log(`\nDatabase tests on ${postgres.label}`)
    await tool(
      'vitest/vitest.mjs',
      ['run', 'lib/db', 'lib/services', 'lib/runs', 'lib/api', 'lib/rag/search', 'lib/jobs'],
      {
        env: { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: postgres.url },
      },
    )
  } else {
    console.log(
      '\nNOT TESTED on PostgreSQL: no server with pgvector was found, and none could be installed. Set TEST_DATABASE_URL to name one.',
    )
  }
  if (!onlyUnit) {
    await build()
    await step('JavaScript of the editor’s page', () => checkEditorSize())
    const clients = path.join(root, 'e2e/clients')
    await install(clients, 'Installing the packages of callers')
    console.log('\nContract tests with these packages on the production build')
    await run(node, [path.join(clients, 'run.mjs')])
    const chromium = findChromium(node)
    if (!chromium)
      throw new Error('The browser tests need a Chromium: install the package chromium and run npm test again.')
    console.log('\nBrowser tests on the production build')
    await tool('@playwright/test/cli.js', ['test'], {
      env: { PATCHBAY_CHROMIUM: chromium, TEST_DATABASE_URL: postgres?.url ?? '' },
    })
  }
  console.log(`\nDatabases used: embedded (PGlite)${postgres ? ` and ${postgres.label}` : ''}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  postgres?.stop()
}
process.exit()
