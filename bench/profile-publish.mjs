// CPU time per request of a published app compared with the bare proxy, and its profile: npm run bench:profile [--
// --database postgres --scenario json --secs 8 --conc 16]
// The machine may be busy: CPU time per request is affected less by that than latency, and allocations (--memory) not
// at all.
// Build first. --out keeps the profile for Chrome's developer tools.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { modernNode } from '../scripts/node24.mjs'
import { freePort, startPostgres } from '../scripts/services.mjs'
import { closedLoop } from './publish/closed-loop.mjs'
import { cpuMs } from './publish/process-facts.mjs'
import { ASKS_FOR_TOOL, createStage, publishApps, startBare, startServer } from './publish/studio.mjs'

// The inspector uses WebSocket, which Node 20 lacks.
if (!globalThis.WebSocket)
  process.exit(spawnSync(modernNode(), process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'postgres' },
    scenario: { type: 'string', default: 'json,openai,sse,chain' },
    secs: { type: 'string', default: '6' },
    conc: { type: 'string', default: '16' },
    root: { type: 'string', default: '.' },
    top: { type: 'string', default: '0' },
    out: { type: 'string' },
    memory: { type: 'boolean', default: false },
  },
})

function targetsOf(server, headers, bare) {
  const native = (slug, stream) => ({
    url: `${server.url}/api/v1/apps/${slug}/runs`,
    headers,
    body: { inputs: { message: 'Hello there' }, stream },
  })
  const messages = [{ role: 'user', content: 'Hello there' }]
  const openai = (stream) => ({
    url: `${server.url}/api/openai/v1/chat/completions`,
    headers,
    body: { model: 'bench', stream, messages },
  })
  const plain = (route, stream) => ({
    url: `${bare.url}${route}`,
    headers: {},
    body: { question: 'Hello there', stream },
  })
  return {
    json: { ok: 'tok50', subject: native('bench', false), bare: plain('/chat', false) },
    openai: { ok: 'tok50', subject: openai(false), bare: plain('/chat', false) },
    sse: { ok: 'tok50', subject: native('bench', true), bare: plain('/chat', true) },
    'openai-sse': { ok: 'tok50', subject: openai(true), bare: plain('/chat', true) },
    agent: {
      ok: 'tok50',
      subject: { ...native('agent', false), body: { inputs: { message: ASKS_FOR_TOOL } } },
      bare: { url: `${bare.url}/agent`, headers: {}, body: { question: ASKS_FOR_TOOL.replace('{}', '{"text":"x"}') } },
    },
    chain: { ok: '.9.10', subject: native('chain', false), bare: plain('/chain', false) },
  }
}

async function measure(pid, target, ms) {
  const before = cpuMs(pid)
  const startMs = performance.now()
  const { times, failures } = await closedLoop(target, { connections: Number(values.conc), ms })
  if (failures.length > 0) throw new Error(failures[0])
  const elapsedMs = performance.now() - startMs
  return {
    requests: times.length,
    cpu: (cpuMs(pid) - before) / times.length,
    perSecond: (1_000 * times.length) / elapsedMs,
    p50: times[times.length >> 1],
  }
}

/** The part of Node's inspector that a profile needs. */
async function openInspector(port) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
  const socket = new WebSocket(webSocketDebuggerUrl)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  let last = 0
  const waiting = new Map()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(data)
    waiting.get(id)?.(result)
  })
  const send = (method, params = {}) =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  // A process does not exit while a debugger is attached.
  return { send, close: () => socket.close() }
}

const SAMPLING = {
  samplingInterval: 4_096,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
}

const sizeOf = ({ selfSize, children }) => children.reduce((sum, child) => sum + sizeOf(child), selfSize)

/** Self time by function, as shares of the thread's active time. */
function printProfile({ nodes, samples, timeDeltas }, count) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const selfTimes = new Map()
  let work = 0
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id).callFrame
    if (functionName === '(idle)') return
    const place = `${functionName || '(anonymous)'} ${url.replace(/^.*?(node_modules|dist)\//, '$1/')}:${lineNumber + 1}`
    selfTimes.set(place, (selfTimes.get(place) ?? 0) + timeDeltas[index])
    work += timeDeltas[index]
  })
  for (const [place, time] of [...selfTimes].sort((left, right) => right[1] - left[1]).slice(0, count))
    console.log(`${((100 * time) / work).toFixed(1).padStart(5)} %  ${place}`)
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-profile-'))
const stage = createStage()
const postgres = values.database === 'postgres' ? await startPostgres({ own: true }) : null
try {
  const bare = await startBare(stage)
  const inspectPort = await freePort()
  const server = await startServer(stage, {
    name: 'server',
    folder,
    mockUrl: bare.mockUrl,
    databaseUrl: postgres?.url ?? null,
    root: values.root,
    nodeArgs: [`--inspect=127.0.0.1:${inspectPort}`],
  })
  const { headers } = await publishApps(server, bare.mockUrl)
  const ms = Number(values.secs) * 1_000
  const targets = targetsOf(server, headers, bare)
  console.log(`${values.database}, ${values.conc} connections, load ${os.loadavg()[0].toFixed(1)}`)
  for (const name of values.scenario.split(',')) {
    const { ok, subject, bare: plain } = targets[name]
    await measure(server.pid, { ...subject, ok }, Math.max(3_000, ms / 2))
    await measure(bare.pid, { ...plain, ok }, 1_000)
    const ours = await measure(server.pid, { ...subject, ok }, ms)
    const theirs = await measure(bare.pid, { ...plain, ok }, ms / 2)
    const times = (ours.cpu / theirs.cpu).toFixed(1)
    console.log(
      `${name}: CPU ${ours.cpu.toFixed(2)} ms a request (bare ${theirs.cpu.toFixed(2)}, ${times} ×), ${ours.perSecond.toFixed(0)} a second (bare ${theirs.perSecond.toFixed(0)}), p50 ${ours.p50.toFixed(1)} ms (bare ${theirs.p50.toFixed(1)})`,
    )
    if (Number(values.top) === 0 && !values.out && !values.memory) continue
    const { send, close } = await openInspector(inspectPort)
    await send('Profiler.enable')
    await send('Profiler.setSamplingInterval', { interval: 200 })
    await send('Profiler.start')
    await measure(server.pid, { ...subject, ok }, ms)
    const { profile } = await send('Profiler.stop')
    if (values.memory) {
      await send('HeapProfiler.startSampling', SAMPLING)
      const { requests } = await measure(server.pid, { ...subject, ok }, ms)
      const { profile: sampled } = await send('HeapProfiler.stopSampling')
      console.log(`${name}: ${(sizeOf(sampled.head) / requests / 1_000).toFixed(0)} KB allocated a request`)
    }
    close()
    printProfile(profile, Number(values.top))
    if (values.out) writeFileSync(values.out.replace('%', name), JSON.stringify(profile))
  }
} finally {
  await stage.end()
  postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
