// Start time, memory and first request of the built server: node bench/start.mjs [--repeats 5] [--idle 20] [--root
// FOLDER]
// The first start creates the database and is not counted. Linux only (it reads /proc).
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { nodeArgs } from '../scripts/server/server-process.mjs'

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    idle: { type: 'string', default: '20' },
    root: { type: 'string', default: '.' },
    port: { type: 'string', default: '3391' },
  },
})
const root = path.resolve(values.root)
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'patchbay-start-'))
const TICKS_PER_SECOND = 100

function start() {
  const startedMs = performance.now()
  const child = spawn(process.execPath, [...nodeArgs(), 'dist/server.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: values.port,
      PATCHBAY_DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
    },
  })
  const ready = new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      if (text.includes('Patchbay is ready')) resolve(performance.now() - startedMs)
    })
    child.on('exit', () => reject(new Error(`The server ended: ${text}`)))
  })
  return { child, ready }
}

async function stop({ child }) {
  child.removeAllListeners('exit')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

async function timed(url) {
  const startedMs = performance.now()
  const response = await fetch(url, { redirect: 'manual' })
  await response.arrayBuffer()
  return performance.now() - startedMs
}

const first = start()
await first.ready
await stop(first)
const rows = []
for (let index = 0; index < Number(values.repeats); index += 1) {
  const server = start()
  const readyMs = await server.ready
  const cpu = cpuSeconds(server.child.pid)
  const page = await timed(`http://localhost:${values.port}/`)
  const call = await timed(`http://localhost:${values.port}/api/studio/session`)
  await wait(Number(values.idle) * 1_000)
  rows.push({ readyMs, cpu, page, call, ...memory(server.child.pid) })
  await stop(server)
}
rmSync(dataDir, { recursive: true, force: true })
const median = (key) => rows.map((row) => row[key]).sort((a, b) => a - b)[Math.floor(rows.length / 2)]
console.log(
  `${rows.length} starts, load ${os.loadavg()[0].toFixed(1)}: ready ${Math.round(median('readyMs'))} ms (${median('cpu').toFixed(1)} CPU-s), ` +
    `first page ${Math.round(median('page'))} ms, first call ${Math.round(median('call'))} ms, ` +
    `RSS ${median('rss')} MB after ${values.idle} s, peak ${median('peak')} MB`,
)
