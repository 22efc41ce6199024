// `npm run backup`, `npm run restore FILE` and `npm run keys:rotate`: implemented in scripts/command.ts, bundled with
// the server.
import { spawnSync } from 'node:child_process'
import { modernNode, root } from './node24.mjs'
import { build, install } from './steps.mjs'

await install()
await build()
const result = spawnSync(modernNode(), ['--enable-source-maps', 'dist/command.mjs', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
