// `npm run test:export`: exports every template as a project and installs its packages from the registry.
import { modernNode } from './node24.mjs'
import { run } from './steps.mjs'

const args = ['node_modules/vitest/vitest.mjs', 'run', 'lib/export/templates.test.ts', '--reporter=verbose']
await run(modernNode(), args, { env: { TEST_EXPORT: 'install' } })
