import { modernNode } from './node24.mjs'
import { run } from './steps.mjs'

await run(modernNode(), [
  '--disable-warning=ExperimentalWarning',
  'scripts/generate-node-index.ts',
  ...process.argv.slice(2),
])
