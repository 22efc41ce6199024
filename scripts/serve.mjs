// The production server, in one process or in several behind one port, until it is told to stop: node scripts/serve.mjs COUNT [arguments of the server].
import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { createBalance } from './balance.mjs'
import { modernNode, root } from './node24.mjs'
import { nodeArgs, SERVER_ENV } from './server-process.mjs'
import { supervise } from './supervise.mjs'

/** Before one of several that ended is started again; doubled each time until it has been up for the longest pause. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Several share their port by SO_REUSEPORT: the kernel gives each connection to one of them, and closes those of one
 * that breaks. The first prepares the database, says that it is ready and drives what waits in the queue; the others
 * start then, and serve. As the others answer meanwhile, one that ends is started again for as long as it takes.
 * @param {number} count
 * @param {string[]} args of the server
 * @param {{ command?: string[], firstPauseMs?: number, say?: (line: string) => void }} options
 * @returns {Promise<number>} the exit code to end with
 * @throws when the first cannot be started
 */
export async function serve(count, args = [], options = {}) {
  const { command = [modernNode(), ...nodeArgs(), 'dist/server.mjs'], say = console.error } = options
  const { firstPauseMs = FIRST_PAUSE_MS } = options
  const children = createChildren(command, { canTell: count > 1 })
  const { start, stopped } = children
  const run = (...of) => supervise(() => start(...of), { stopped, say })

  /** Once there was a server, nothing but a stop ends it. */
  const keepUp = async (running, env) => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const sinceMs = performance.now()
      const end = await running.catch(String)
      if (stopped.aborted) return typeof end === 'number' ? end : 1
      if (performance.now() - sinceMs > LONGEST_PAUSE_MS) pauseMs = firstPauseMs
      say(`A process of the server ended (${end}). It is started again in ${pauseMs / 1_000} s; the others serve.`)
      await pause(pauseMs, null, { signal: stopped }).catch(() => {})
      if (stopped.aborted) return 0
      running = run(env)
    }
  }

  try {
    if (count === 1) return await run({}, args)
    let isReady = false
    let tellReady = () => {}
    // Node 20, on which this runs, has no Promise.withResolvers.
    const ready = new Promise((resolve) => {
      tellReady = resolve
    })
    const begin = () =>
      // Others are at its port when it is started again, and who asked for a link has it. Its first message is 'ready'.
      start({ PORT_SHARING: isReady ? 'more' : 'first' }, isReady ? [] : args).once('message', () => {
        isReady = true
        tellReady()
      })
    const first = supervise(begin, { stopped, say })
    await Promise.race([ready, first])
    if (!isReady) return await first
    const others = Array.from({ length: count - 1 }, () => ({ PORT_SHARING: 'more', ROLE: 'web' }))
    const codes = [keepUp(first, { PORT_SHARING: 'more' }), ...others.map((env) => keepUp(run(env), env))]
    return Math.max(...(await Promise.all(codes)))
  } finally {
    children.end()
  }
}

/** Processes to which our signals are handed on. `stopped` is aborted by the first. */
function createChildren([program = '', ...first], { canTell }) {
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
        // By the fourth each of several says that it is ready, and how many connections are busy.
        stdio: ['inherit', 'inherit', 'inherit', ...(canTell ? ['ipc'] : [])],
        env: { ...SERVER_ENV, ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
      })
      running.add(child)
      if (canTell) balance.join(child)
      return child.once('exit', () => running.delete(child))
    },
    /** Whatever happened, nobody is left at the port without us. */
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
