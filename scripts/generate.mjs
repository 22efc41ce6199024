// `npm run gen`: generated indexes and documentation. `--check` writes nothing and fails when something is stale.
import { modernNode } from './node24.mjs'
import { run } from './steps.mjs'

const options = process.argv.slice(2)
await run(modernNode(), ['--disable-warning=ExperimentalWarning', 'scripts/generate-node-index.ts', ...options])
await run(modernNode(), ['bench/run-ts.mjs', 'scripts/generate-plugins.ts', ...options])
await run(modernNode(), ['bench/run-ts.mjs', 'scripts/generate-provider-logos.ts', ...options])
await run(modernNode(), ['bench/run-ts.mjs', 'scripts/pages/generate-node-groups.ts', ...options])
await run(modernNode(), ['bench/run-ts.mjs', 'scripts/pages/generate-page-texts.ts', ...options])
await run(modernNode(), ['bench/run-ts.mjs', 'scripts/generate-docs.ts', ...options])
