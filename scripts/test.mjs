// `npm test`: sets up what the tests need and runs all of them, quick checks first.
//   npm test -- static unit postgres clients e2e    runs only these stages, in this order
//   npm test -- --no-install                        runs the stages that need no programs to be installed
//   npm test -- --times FILE                        writes the times of the stages to this file
import path from 'node:path'
import { checkEditorSize } from './editor-size.mjs'
import { modernNode, root } from './node24.mjs'
import { findChromium, installServers, startPostgres, whatIsMissing } from './services.mjs'
import { build, install, run, step, stepsAtOnce } from './steps.mjs'
import { databaseTests } from './test/database-tests.mjs'
import { reportStageTimes, timeStage } from './test/stage-times.mjs'
import { chooseStages } from './test/test-stages.mjs'

const choice = chooseStages(process.argv.slice(2))
if (choice.error) {
  console.error(choice.error)
  process.exit(2)
}
const { stages, mayInstall, timesFile } = choice
await install()
const node = modernNode()
const tool = (file, args, options) => run(node, [`node_modules/${file}`, ...args], options)

const missing = whatIsMissing(stages)
if (missing.length > 0)
  console.log(
    mayInstall
      ? `Installing ${missing.join(' and ')} on this machine. "npm test -- --no-install" skips the tests that need it.`
      : `Skipping the tests that need ${missing.join(' and ')}, which --no-install does not install.`,
  )

const needsPostgres = stages.some((stage) => stage === 'unit' || stage === 'postgres' || stage === 'e2e')
const postgres = needsPostgres ? await startPostgres({ mayInstall }) : null

const STAGES = {
  static: async () => {
    const lint = ['check', '.', '--diagnostic-level=error']
    // Layers has one thread.
    await stepsAtOnce([
      ['Layers', () => run(node, ['scripts/check-layers.mjs'], { quiet: true })],
      [
        'Generated files, format and lint, types, unused code',
        async () => {
          await run(node, ['scripts/generate.mjs', '--check'], { quiet: true })
          await tool('@biomejs/biome/bin/biome', lint, { quiet: true })
          await run(node, ['scripts/typecheck.mjs'], { quiet: true })
          await tool('knip/bin/knip.js', ['--no-progress'], { quiet: true })
        },
      ],
    ])
  },
  unit: async () => {
    if (mayInstall) installServers()
    console.log('\nUnit and integration tests on the embedded database')
    await tool('vitest/vitest.mjs', ['run'])
  },
  postgres: async () => {
    if (!postgres) {
      console.log(
        '\nNOT TESTED on PostgreSQL: no server with pgvector was found. Set TEST_DATABASE_URL to the address of one.',
      )
      return
    }
    console.log(`\nDatabase tests on ${postgres.label}`)
    const test = () =>
      tool('vitest/vitest.mjs', ['run', ...databaseTests(root)], {
        env: { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: postgres.url },
      })
    // The tests wait for the server often enough to build at the same time, which uses one core.
    const needsBuild = stages.some((stage) => stage === 'clients' || stage === 'e2e')
    const buildToo = () => run(node, ['scripts/build.mjs'], { quiet: true })
    await stepsAtOnce([['Database tests', test], ...(needsBuild ? [['Production build', buildToo]] : [])])
  },
  clients: async () => {
    await build()
    const clients = path.join(root, 'e2e/clients')
    await install(clients, 'Installing the client packages')
    console.log('\nContract tests with client packages on the production build')
    await run(node, [path.join(clients, 'run.mjs')])
  },
  e2e: async () => {
    await build()
    await step('JavaScript of the editor’s page', () => checkEditorSize())
    const chromium = findChromium(node, { mayInstall })
    if (!chromium) {
      const reason = 'NOT TESTED in a browser: no Chromium was found.'
      if (!mayInstall) return console.log(`\n${reason}`)
      throw new Error(`${reason} Install the package chromium and run npm test again.`)
    }
    console.log('\nBrowser tests on the production build')
    await tool('@playwright/test/cli.js', ['test'], {
      env: { PATCHBAY_CHROMIUM: chromium, TEST_DATABASE_URL: postgres?.url ?? '' },
    })
  },
}

try {
  const times = []
  for (const stage of stages) times.push(await timeStage(stage, STAGES[stage]))
  console.log(`\n${reportStageTimes(times, timesFile)}`)
  if (needsPostgres) console.log(`\nDatabases used: embedded (PGlite)${postgres ? ` and ${postgres.label}` : ''}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  postgres?.stop()
}
process.exit()
