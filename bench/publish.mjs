// Speed of published apps against the least work that gives the same answer: npm run bench:publish [-- --secs 2 --repeats 8 --conc 16 --parts load,processes,streams,fairness,memory,knowledge --databases embedded,postgres]
// Starts the mock model, the bare proxy and our production server (build first), and sends requests to
// each in turn. With its defaults it takes about half an hour on two idle cores, a third of it for the warm-up (--warm: maximum
// seconds for each); memory and knowledge, which take the longest, are measured on one database.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { modernNode } from '../scripts/node24.mjs'
import { processCount } from '../scripts/server/process-count.mjs'
import { startPostgres } from '../scripts/services.mjs'
import { questions } from './docs.mjs'
import { drive } from './publish/apply-load.mjs'
import { compareProcesses } from './publish/compare-processes.mjs'
import { ragGraph } from './publish/graphs.mjs'
import { holdStreams } from './publish/hold-streams.mjs'
import { fillKnowledge } from './publish/knowledge.mjs'
import { rssMb } from './publish/process-facts.mjs'
import { printReport, quantile } from './publish/report.mjs'
import { scenariosOf } from './publish/scenarios.mjs'
import { createStage, MODEL, publishApps, startBare, startBareProxy, startServer } from './publish/studio.mjs'

const { values } = parseArgs({
  options: {
    secs: { type: 'string', default: '2' },
    warm: { type: 'string', default: '30' },
    repeats: { type: 'string', default: '8' },
    conc: { type: 'string', default: '16' },
    root: { type: 'string', default: '.' },
    parts: { type: 'string', default: 'load,processes,streams,fairness,memory,knowledge' },
    databases: { type: 'string', default: 'embedded,postgres' },
    streams: { type: 'string', default: '2000' },
    chunks: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '10000,100000' },
    rate: { type: 'string', default: '200' },
  },
})
const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-endpoint-'))
const stage = createStage()
const chat = ({ url, headers }) => ({
  url: `${url}/api/v1/apps/bench/runs`,
  headers,
  body: { inputs: { message: 'Hello there' } },
  ok: 'tok50',
})
const loadAverage = () => `load ${os.loadavg()[0].toFixed(1)}`
/** Progress output, because minutes of silence look like a hang. */
const startMs = performance.now()
const log = (text) => console.log(`${((performance.now() - startMs) / 1_000).toFixed(0).padStart(4)} s  ${text}`)

/** A measurement in a separate program. */
function runScript(args) {
  const script = spawn(modernNode(), args, { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    script.once('error', reject)
    script.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} failed (${code}).`))))
  })
}

/** One process on each database, and on PostgreSQL also what `npm start` runs: one process per core behind one port. */
async function measureLoad(bare, single, place) {
  const count = processCount({ DATABASE_URL: place.databaseUrl })
  const all = single.postgres && (await startBeside(single.postgres, place, ['scripts/serve.mjs', String(count)]))
  const servers = { ...single, ...(all ? { [`postgres, ${count} processes`]: all } : {}) }
  const pids = Object.fromEntries(Object.entries(servers).map(([name, { pid }]) => [name, { pid }]))
  const plan = { subjects: { bare: { pid: bare.pid }, ...pids }, scenarios: scenariosOf(bare.url, servers) }
  const [planFile, out] = [path.join(folder, 'plan.json'), path.join(folder, 'results.json')]
  writeFileSync(planFile, JSON.stringify(plan))
  const { conc, repeats, secs, warm } = values
  await runScript([
    'bench/load.mjs',
    '--plan',
    planFile,
    '--out',
    out,
    '--conc',
    conc,
    '--repeats',
    repeats,
    '--secs',
    secs,
    '--warm',
    warm,
    '--pause',
    '0.5',
  ])
  printReport(JSON.parse(readFileSync(out, 'utf8')), conc.split(',').map(Number))
  if (all) process.kill(all.pid, 'SIGTERM')
}

/** An answer from many chunks, compared with the search alone and the model call alone. */
async function measureKnowledge(bare, server) {
  const filledFrom = performance.now()
  const { id, chunkCount } = await fillKnowledge(server, {
    connectionId: server.connectionId,
    chunks: Number(values.chunks),
    say: log,
  })
  const seconds = ((performance.now() - filledFrom) / 1_000).toFixed(0)
  const headers = await server.publish({ rag: ragGraph(server.connectionId, MODEL, id) })
  const question = questions[7]
  const once = { connections: 1, ms: 5_000 }
  const rag = {
    url: `${server.url}/api/v1/apps/rag/runs`,
    headers,
    body: { inputs: { message: question } },
    ok: 'tok50',
  }
  const studio = { host: server.host, origin: `http://${server.host}`, cookie: server.cookie() }
  const search = {
    url: `${server.url}/api/studio/knowledge/${id}/search`,
    headers: studio,
    body: { query: question, limit: 6 },
    ok: 'hits',
  }
  const plain = { url: `${bare.url}/chat`, headers: {}, body: { question }, ok: 'tok50' }
  for (const target of [rag, search, plain]) await drive(target, { ...once, ms: 2_000 })
  const [all, found, model] = [await drive(rag, once), await drive(search, once), await drive(plain, once)].map(
    ({ times }) => quantile(times, 0.5),
  )
  const added = (all - found - model).toFixed(1)
  return `${chunkCount} chunks (filled in ${seconds} s): an answer p50 ${all.toFixed(1)} ms, the search alone ${found.toFixed(1)} ms, the bare call ${model.toFixed(1)} ms: added ${added} ms; ${loadAverage()}`
}

/** Resident memory after a number of runs, each time after a pause. */
async function measureMemory(server) {
  const found = []
  let runs = 0
  for (const goal of values.runs.split(',').map(Number)) {
    while (runs < goal) {
      runs += (await drive(chat(server), { connections: 16, ms: Math.min(10_000, 500 + (goal - runs)) })).times.length
      log(`${runs} of ${goal} runs, ${rssMb(server.pid)} MB`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    found.push(`${rssMb(server.pid)} MB after ${runs} runs`)
  }
  return `${found.join(', ')}; ${loadAverage()}`
}

/** An additional server on the same database that accepts the same key. */
async function startBeside(first, { mockUrl, databaseUrl }, program) {
  const anotherServer = await startServer(stage, {
    name: 'postgres',
    folder,
    mockUrl,
    databaseUrl,
    root: values.root,
    program,
  })
  return { ...anotherServer, headers: { ...first.headers, host: anotherServer.host } }
}

/** Four servers of one database and four bare proxies. */
async function measureProcesses(bare, first, place) {
  const [servers, proxies] = [[first], [bare]]
  while (servers.length < 4) servers.push(await startBeside(first, place))
  while (proxies.length < 4) proxies.push(await startBareProxy(stage, bare.mockUrl))
  const plain = proxies.map(({ pid, url }) => ({
    pid,
    target: { url: `${url}/chat`, headers: {}, body: { question: 'hello' }, ok: 'tok50' },
  }))
  const ours = servers.map((server) => ({ pid: server.pid, target: chat(server) }))
  const { repeats, secs, warm, rate } = values
  const options = {
    rounds: Number(repeats),
    sliceMs: Number(secs) * 1_000,
    warmMs: Number(warm) * 1_000,
    perSecond: Number(rate),
    say: log,
  }
  const lines = await compareProcesses({ ours, plain }, options)
  for (const { pid } of [...servers.slice(1), ...proxies.slice(1)]) process.kill(pid, 'SIGTERM')
  return [`CPU a request by processes x requests/s or connections of each; ${loadAverage()}`, ...lines].join('\n')
}

const names = values.databases.split(',')
const postgres = names.includes('postgres') ? await startPostgres({ own: true }) : null
process.once('exit', () => postgres?.stop())
if (names.includes('postgres') && !postgres)
  throw new Error('There is no PostgreSQL with pgvector here: --databases embedded measures without it.')
try {
  const bare = await startBare(stage)
  const servers = {}
  for (const name of names) {
    log(`starting the server on ${name}`)
    const server = await startServer(stage, {
      name,
      folder,
      mockUrl: bare.mockUrl,
      databaseUrl: name === 'postgres' ? postgres.url : null,
      root: values.root,
    })
    servers[name] = { ...server, ...(await publishApps(server, bare.mockUrl)) }
  }
  const [slowName, slowServer] = Object.entries(servers).at(-1)
  const place = { mockUrl: bare.mockUrl, databaseUrl: postgres?.url }
  const measures = {
    load: () => measureLoad(bare, servers, place),
    processes: async () => servers.postgres && console.log(await measureProcesses(bare, servers.postgres, place)),
    streams: async () => {
      for (const [name, server] of Object.entries(servers))
        console.log(
          `${name}: ${await holdStreams(server, server.headers, { count: Number(values.streams), say: log })}; ${loadAverage()}`,
        )
    },
    fairness: () => runScript(['bench/fairness.mjs', '--secs', '5', '--burst', '32', '--root', values.root]),
    knowledge: async () => console.log(`${slowName}: ${await measureKnowledge(bare, slowServer)}`),
    // A process that has not held 2,000 streams before, if there is another.
    memory: async () =>
      console.log(
        `${slowName}: ${await measureMemory(servers.postgres ? await startBeside(servers.postgres, place) : slowServer)}`,
      ),
  }
  for (const part of values.parts.split(',')) {
    const measure = measures[part]
    if (!measure) throw new Error(`There is no part ${part}. Parts are ${Object.keys(measures).join(', ')}.`)
    log(`${part}, ${loadAverage()}`)
    // A failing part must not stop the others.
    await measure().catch((error) => console.log(`${part} was not measured: ${error.message}`))
  }
} finally {
  log('stopping')
  await stage.end()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
