// `npm run test:export`: every template as a project of its own, with its packages installed from the registry.
import { modernNode } from './node24.mjs'
import { run } from './steps.mjs'

const args = ['node_modules/vitest/vitest.mjs', 'run', 'lib/export/templates.test.ts', '--reporter=verbose']
await run(modernNode(), args, { env: { TEST_EXPORT: 'install' } })
