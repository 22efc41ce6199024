// The production server, in one or several processes behind one port, until it is stopped: node scripts/serve.mjs COUNT
// [arguments of the server].
import { spawn } from 'node:child_process'
import { modernNode, root } from './node24.mjs'
import { createBalance } from './server/balance.mjs'
import { nodeArgs, SERVER_ENV } from './server/server-process.mjs'
import { supervise } from './server/supervise.mjs'

/**
 * Several processes share their port by SO_REUSEPORT: the kernel assigns each connection to one of them, and closes
 * those of a process that crashes. The first process prepares the database, reports that it is ready and runs the
 * queue; then the others start. Because the others respond meanwhile, a process that exits is restarted without a
 * limit.
 * @param {number} count
 * @param {string[]} args of the server
 * @param {{ command?: string[], firstPauseMs?: number, say?: (line: string) => void }} options
 * @returns {Promise<number>} the exit code
 * @throws if the first process cannot be started
 */
export async function serve(count, args = [], options = {}) {
  const { command = [modernNode(), ...nodeArgs(), 'dist/server.mjs'], say = console.error } = options
  const children = createChildren(command, { areSeveral: count > 1 })
  const { start, stopped } = children
  const supervision = { stopped, say, ...(options.firstPauseMs && { firstPauseMs: options.firstPauseMs }) }

  try {
    // A requested sign-in link is printed by the first start only.
    if (count === 1) return await supervise((isRestart) => start({}, isRestart ? [] : args), supervision)
    let isReady = false
    let onReady = () => {}
    // Node 20, which runs this, has no Promise.withResolvers.
    const ready = new Promise((resolve) => {
      onReady = resolve
    })
    const startFirst = () => {
      // Other processes use its port when it restarts.
      const child = start({ PORT_SHARING: isReady ? 'more' : 'first' }, isReady ? [] : args)
      return child.on('message', (message) => {
        if (message !== 'ready') return
        isReady = true
        onReady()
      })
    }
    const first = supervise(startFirst, { ...supervision, restartsAlways: () => isReady })
    await Promise.race([ready, first])
    if (!isReady) return await first
    const others = Array.from({ length: count - 1 }, () =>
      supervise(() => start({ PORT_SHARING: 'more', ROLE: 'web' }), { ...supervision, restartsAlways: () => true }),
    )
    return Math.max(...(await Promise.all([first, ...others])))
  } finally {
    children.end()
  }
}

/** Processes that receive our signals. `stopped` is aborted by the first signal. */
function createChildren([program = '', ...first], { areSeveral }) {
  const running = new Set()
  const stopping = new AbortController()
  const handOn = (signal) => {
    stopping.abort()
    for (const child of running) child.kill(signal)
  }
  const balance = createBalance()
  const signals = ['SIGINT', 'SIGTERM']
  for (const signal of signals) process.on(signal, handOn)
  return {
    stopped: stopping.signal,
    start(env, args = []) {
      const child = spawn(program, [...first, ...args], {
        cwd: root,
        // Over the channel each reports that it is ready, and how many connections are busy.
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
        env: { ...SERVER_ENV, ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
      })
      running.add(child)
      if (areSeveral) balance.join(child)
      return child.once('exit', () => running.delete(child))
    },
    /** In any case, no process is left at the port. */
    end() {
      for (const signal of signals) process.off(signal, handOn)
      for (const child of running) child.kill('SIGTERM')
    },
  }
}

if (import.meta.filename === process.argv[1]) {
  const [count, ...args] = process.argv.slice(2)
  process.exit(await serve(Number(count), args))
}
