// `npm start`: from a fresh clone to a running server. Runs on Node 20; the server itself on the pinned Node 24.

import { serve } from './serve.mjs'
import { processCount } from './server/process-count.mjs'
import { watchParent } from './server/watch-parent.mjs'
import { build, install } from './steps.mjs'

// As npm would forward it. Before the server runs, no handler is installed and it ends this process.
watchParent(() => process.kill(process.pid, 'SIGTERM'))

let count = 1
try {
  count = processCount(process.env)
  await install()
  await build()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
process.exit(await serve(count, process.argv.slice(2)))
