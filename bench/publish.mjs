// Speed of published apps against the least work that gives the same answer: npm run bench:publish [-- --secs 6 --repeats 3 --conc 1,16 --parts load,cores,processes,streams,fairness,memory,knowledge --databases embedded,postgres]
// Starts the mock model, the bare proxy and our production server (build first); prints ratios of one run. As it stands
// it takes about twenty minutes on two quiet cores, half of it for warming (--warm: seconds at most for each); memory and knowledge, which take the longest, are measured on one database.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { modernNode } from '../scripts/node24.mjs'
import { processCount } from '../scripts/process-count.mjs'
import { startPostgres } from '../scripts/services.mjs'
import { questions } from './docs.mjs'
import { closedLoop } from './publish/closed-loop.mjs'
import { ragGraph } from './publish/graphs.mjs'
import { holdStreams } from './publish/hold-streams.mjs'
import { fillKnowledge } from './publish/knowledge.mjs'
import { cpuMs, rssMb } from './publish/process-facts.mjs'
import { printReport } from './publish/report.mjs'
import { scenariosOf } from './publish/scenarios.mjs'
import { createStage, MODEL, publishApps, startBare, startBareProxy, startServer } from './publish/studio.mjs'
import { warmUp, warmUpText } from './publish/warm-up.mjs'

const { values } = parseArgs({
  options: {
    secs: { type: 'string', default: '3' },
    warm: { type: 'string', default: '30' },
    repeats: { type: 'string', default: '1' },
    conc: { type: 'string', default: '1,16' },
    root: { type: 'string', default: '.' },
    parts: { type: 'string', default: 'load,cores,processes,streams,fairness,memory,knowledge' },
    databases: { type: 'string', default: 'embedded,postgres' },
    streams: { type: 'string', default: '2000' },
    chunks: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '10000,100000' },
  },
})
const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-endpoint-'))
const stage = createStage()
const chat = ({ url, headers }) => ({ url: `${url}/api/v1/apps/bench/runs`, headers, body: { inputs: { message: 'Hello there' } }, ok: 'tok50' })
const load = () => `load ${os.loadavg()[0].toFixed(1)}`
/** How far it is: nothing is worse than a silence of minutes. */
const began = performance.now()
const say = (text) => console.log(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${text}`)
const half = (list) => list[list.length >> 1] ?? 0

/** A closed loop that must not fail. */
async function drive(target, options) {
  const done = await closedLoop(target, options)
  if (done.failures.length > 0) throw new Error(done.failures[0])
  return done
}

/** A measurement that is a program of its own. */
function runScript(args) {
  const script = spawn(modernNode(), args, { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    script.once('error', reject)
    script.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} failed (${code}).`))))
  })
}

async function measureLoad(bare, servers) {
  const pids = Object.fromEntries(Object.entries(servers).map(([name, { pid }]) => [name, { pid }]))
  const plan = { subjects: { bare: { pid: bare.pid }, ...pids }, scenarios: scenariosOf(bare.url, servers) }
  const [planFile, out] = [path.join(folder, 'plan.json'), path.join(folder, 'results.json')]
  writeFileSync(planFile, JSON.stringify(plan))
  const { conc, repeats, secs, warm } = values
  await runScript(['bench/load.mjs', '--plan', planFile, '--out', out, '--conc', conc, '--repeats', repeats, '--secs', secs, '--warm', warm, '--pause', '0.5'])
  printReport(JSON.parse(readFileSync(out, 'utf8')), conc.split(',').map(Number))
}

/** An answer from many chunks, beside the same search alone and the same call of a model without us. */
async function measureKnowledge(bare, server) {
  const filledFrom = performance.now()
  const { id, chunkCount } = await fillKnowledge(server, { connectionId: server.connectionId, chunks: Number(values.chunks), say })
  const seconds = ((performance.now() - filledFrom) / 1_000).toFixed(0)
  const headers = await server.publish({ rag: ragGraph(server.connectionId, MODEL, id) })
  const question = questions[7]
  const once = { connections: 1, ms: 5_000 }
  const rag = { url: `${server.url}/api/v1/apps/rag/runs`, headers, body: { inputs: { message: question } }, ok: 'tok50' }
  const studio = { host: server.host, origin: `http://${server.host}`, cookie: server.cookie() }
  const search = { url: `${server.url}/api/studio/knowledge/${id}/search`, headers: studio, body: { query: question, limit: 6 }, ok: 'hits' }
  const plain = { url: `${bare.url}/chat`, headers: {}, body: { question }, ok: 'tok50' }
  for (const target of [rag, search, plain]) await drive(target, { ...once, ms: 2_000 })
  const [all, found, model] = [await drive(rag, once), await drive(search, once), await drive(plain, once)].map(({ times }) => half(times))
  const added = (all - found - model).toFixed(1)
  return `${chunkCount} chunks (filled in ${seconds} s): an answer p50 ${all.toFixed(1)} ms, the search alone ${found.toFixed(1)} ms, the bare call ${model.toFixed(1)} ms: added ${added} ms; ${load()}`
}

/** Resident memory after so many runs, each time after a rest. */
async function measureMemory(server) {
  const found = []
  let runs = 0
  for (const goal of values.runs.split(',').map(Number)) {
    while (runs < goal) {
      runs += (await drive(chat(server), { connections: 16, ms: Math.min(10_000, 500 + (goal - runs)) })).times.length
      say(`${runs} of ${goal} runs, ${rssMb(server.pid)} MB`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    found.push(`${rssMb(server.pid)} MB after ${runs} runs`)
  }
  return `${found.join(', ')}; ${load()}`
}

/** Processor time of a request, of one process or of several that are loaded at the same time. */
async function loadCost(servers, connections, ms) {
  const cpu = () => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0)
  const [before, began] = [cpu(), performance.now()]
  const done = await Promise.all(servers.map(({ target }) => drive(target, { connections, ms })))
  const requests = done.reduce((sum, { times }) => sum + times.length, 0)
  return { requests, cpu: (cpu() - before) / requests, perSecond: (1_000 * requests) / (performance.now() - began) }
}

/** One more server of a server's database, which answers with the same key. */
async function startBeside(first, { mockUrl, databaseUrl }, program) {
  const more = await startServer(stage, { name: 'postgres', folder, mockUrl, databaseUrl, root: values.root, program })
  return { ...more, headers: { ...first.headers, host: more.host } }
}

/**
 * The same load on one, two and four processes of one database, each of which has compiled its own code before and all of
 * which run all the time, so that only who is loaded differs. The ways take turns. Sixteen connections in all are four
 * for each of four processes, whose runs share a write less often: one process alone with as few says how much of the
 * difference that is, and sixteen for each what is left when it is not so. Beside it as many bare proxies with as many
 * connections: how much dearer the same work becomes by two processes that take a cache from each other is the machine's.
 */
async function measureProcesses(bare, first, place) {
  const [servers, proxies] = [[first], [bare]]
  while (servers.length < 4) servers.push(await startBeside(first, place))
  while (proxies.length < 4) proxies.push(await startBareProxy(stage, bare.mockUrl))
  const plainChats = proxies.map(({ pid, url }) => ({ pid, target: { url: `${url}/chat`, headers: {}, body: { question: 'hello' }, ok: 'tok50' } }))
  const ourChats = servers.map((server) => ({ pid: server.pid, target: chat(server) }))
  for (const [index, one] of [...plainChats, ...ourChats].entries()) {
    const warmth = await warmUp((sliceMs) => loadCost([one], 16, sliceMs), { mostMs: Number(values.warm) * 1_000 })
    say(`${index < 4 ? 'bare' : 'ours'} ${(index % 4) + 1}: ${warmUpText(warmth)}`)
  }
  const ways = [1, 2, 4].flatMap((count) => [
    { count, connections: 16 / count },
    ...(count === 1 ? [] : [{ count, connections: 16 }, { count: 1, connections: 16 / count }]),
  ])
  const measured = ways.map((way) => ({ ...way, ours: [], plain: [] }))
  for (let round = 0; round < Number(values.repeats); round += 1)
    for (const { count, connections, ours, plain } of round % 2 === 0 ? measured : measured.toReversed()) {
      plain.push(await loadCost(plainChats.slice(0, count), connections, Number(values.secs) * 1_000))
      ours.push(await loadCost(ourChats.slice(0, count), connections, Number(values.secs) * 1_000))
    }
  const atRest = await restCost(servers, 5_000)
  for (const { pid } of [...servers.slice(1), ...proxies.slice(1)]) process.kill(pid, 'SIGTERM')
  const middle = (costs, key) => half(costs.map((cost) => cost[key]).sort((left, right) => left - right))
  const [one] = measured
  const grown = (costs, of) => (middle(costs, 'cpu') / middle(of, 'cpu')).toFixed(2)
  const text = (costs, of) => `${middle(costs, 'cpu').toFixed(3)} ms (${grown(costs, of)} times one's), ${middle(costs, 'perSecond').toFixed(0)} requests/s`
  const lines = measured.map(({ count, connections, ours, plain }) => `  ${`${count} x ${connections}`.padEnd(8)}ours ${text(ours, one.ours)}; bare ${text(plain, one.plain)}`)
  return [`CPU a request by processes x connections of each, all warm, in turns (at rest each of ours takes ${atRest.toFixed(1)} ms a second); ${load()}`, ...lines].join('\n')
}

/** Processor time that a process takes in a second when nobody asks, in milliseconds. */
async function restCost(servers, ms) {
  const cpu = () => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0)
  const before = cpu()
  await new Promise((resolve) => setTimeout(resolve, ms))
  return ((cpu() - before) * 1_000) / ms / servers.length
}

/** What `npm start` has on PostgreSQL: a process for each core, behind one port. */
async function measureCores(bare, first, place) {
  const count = processCount({ DATABASE_URL: place.databaseUrl })
  const server = await startBeside(first, place, ['scripts/serve.mjs', String(count)])
  await measureLoad(bare, { [`postgres, ${count} processes`]: server })
  process.kill(server.pid, 'SIGTERM')
}

const names = values.databases.split(',')
const postgres = names.includes('postgres') ? await startPostgres({ own: true }) : null
process.once('exit', () => postgres?.stop())
if (names.includes('postgres') && !postgres) throw new Error('There is no PostgreSQL with pgvector here: --databases embedded measures without it.')
try {
  const bare = await startBare(stage)
  const servers = {}
  for (const name of names) {
    say(`starting the server on ${name}`)
    const server = await startServer(stage, { name, folder, mockUrl: bare.mockUrl, databaseUrl: name === 'postgres' ? postgres.url : null, root: values.root })
    servers[name] = { ...server, ...(await publishApps(server, bare.mockUrl)) }
  }
  const [slowName, slowServer] = Object.entries(servers).at(-1)
  const place = { mockUrl: bare.mockUrl, databaseUrl: postgres?.url }
  const measures = {
    load: () => measureLoad(bare, servers),
    cores: async () => servers.postgres && (await measureCores(bare, servers.postgres, place)),
    processes: async () => servers.postgres && console.log(await measureProcesses(bare, servers.postgres, place)),
    streams: async () => {
      for (const [name, server] of Object.entries(servers)) console.log(`${name}: ${await holdStreams(server, server.headers, { count: Number(values.streams), say })}; ${load()}`)
    },
    fairness: () => runScript(['bench/fairness.mjs', '--secs', '5', '--burst', '32', '--root', values.root]),
    knowledge: async () => console.log(`${slowName}: ${await measureKnowledge(bare, slowServer)}`),
    // A process that has not held 2,000 streams before, where there may be another.
    memory: async () => console.log(`${slowName}: ${await measureMemory(servers.postgres ? await startBeside(servers.postgres, place) : slowServer)}`),
  }
  for (const part of values.parts.split(',')) {
    const measure = measures[part]
    if (!measure) throw new Error(`There is no part ${part}. Parts are ${Object.keys(measures).join(', ')}.`)
    say(`${part}, ${load()}`)
    // What one part cannot measure must not cost the others.
    await measure().catch((error) => console.log(`${part} was not measured: ${error.message}`))
  }
} finally {
  say('ending')
  await stage.end()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
