// The production server, in one process or in several behind one port, until it ends: node scripts/serve.mjs COUNT [arguments of the server].
import { spawn } from 'node:child_process'
import { modernNode, root } from './node24.mjs'
import { NODE_ARGS, SERVER_ENV } from './server-process.mjs'
import { supervise } from './supervise.mjs'

/**
 * Several share their port by SO_REUSEPORT: the kernel gives each connection to one of them, and closes those of one
 * that breaks. The first prepares the database, says that it is ready and drives what waits in the queue; the others
 * start then, and serve.
 * @param {number} count
 * @param {string[]} args of the server
 * @returns {Promise<number>} the exit code to end with
 */
export async function serve(count, args = []) {
  if (count === 1) return supervise(() => start(args))
  const children = new Set()
  const keep = (child) => {
    children.add(child.once('exit', () => children.delete(child)))
    return child
  }
  let isStopping = false
  const stops = () => {
    isStopping = true
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stops)

  let sharing = 'first'
  let tellReady = () => {}
  const ready = new Promise((resolve) => {
    tellReady = resolve
  })
  const first = () => keep(start(args, { PORT_SHARING: sharing })).once('message', tellReady)
  const ends = [supervise(first)]
  await Promise.race([ready, ends[0]])
  // One that is started again finds the others at its port.
  sharing = 'more'
  if (children.size > 0 && !isStopping)
    for (let more = 1; more < count; more += 1)
      ends.push(supervise(() => keep(start(args, { PORT_SHARING: sharing, ROLE: 'web' }))))

  const code = await Promise.race(ends)
  // One that ended by itself has a reason that the others have too.
  if (!isStopping) for (const child of children) child.kill('SIGTERM')
  await Promise.all(ends)
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stops)
  return code
}

const start = (args, env = {}) =>
  spawn(modernNode(), [...NODE_ARGS, 'dist/server.mjs', ...args], {
    cwd: root,
    // By the fourth the first of several says that it is ready.
    stdio: ['inherit', 'inherit', 'inherit', ...('PORT_SHARING' in env ? ['ipc'] : [])],
    env: { ...SERVER_ENV, ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
  })

if (import.meta.filename === process.argv[1]) {
  const [count, ...args] = process.argv.slice(2)
  process.exit(await serve(Number(count), args))
}
