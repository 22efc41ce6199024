// `npm start`: everything from a fresh clone to a running server. Runs on Node 20; the server itself on the pinned Node 24.
import { modernNode, root } from './node24.mjs'
import { NODE_ARGS, SERVER_ENV } from './server-process.mjs'
import { build, install } from './steps.mjs'
import { supervise } from './supervise.mjs'

try {
  await install()
  await build()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const code = await supervise({
  command: modernNode(),
  args: [...NODE_ARGS, 'dist/server.mjs', ...process.argv.slice(2)],
  options: {
    cwd: root,
    stdio: 'inherit',
    env: { ...SERVER_ENV, ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  },
})
process.exit(code)
