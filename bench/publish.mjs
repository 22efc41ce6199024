// Speed of published apps against the least work that gives the same answer: npm run bench:publish [-- --secs 6 --repeats 3 --conc 1,16 --streams 2000]
// Starts the mock model, the bare proxy and our production server (build first) on both databases; prints ratios of one run.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { freePort, startPostgres } from '../scripts/services.mjs'

const { values } = parseArgs({
  options: {
    secs: { type: 'string', default: '6' },
    warm: { type: 'string', default: '2' },
    repeats: { type: 'string', default: '3' },
    conc: { type: 'string', default: '1,16' },
    root: { type: 'string', default: '.' },
    streams: { type: 'string', default: '2000' },
  },
})
const MODEL = 'mock-50tok-0ms'
/** Fifty tokens in ten seconds: as long as it answers, its stream is open. */
const SLOW_MODEL = 'mock-50tok-200ms'
const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-endpoint-'))
const children = []

function start(args, env, readyText, cwd = '.') {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      if (text.includes(readyText)) resolve({ child, text })
    })
    child.on('exit', () => reject(new Error(`${args[0]} ended: ${text}`)))
  })
}

/** The production server with one published chat app on the mock model, and a key for it. */
async function startPatchbay(name, mockUrl, databaseUrl) {
  const port = await freePort()
  const env = {
    NODE_ENV: 'production',
    PORT: String(port),
    PATCHBAY_DATA_DIR: path.join(folder, name),
    LOG_LEVEL: 'error',
    EGRESS_ALLOW: mockUrl,
    PUBLIC_RATE_FACTOR: '10000',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
  const { child, text } = await start(['--enable-source-maps', 'dist/server.mjs'], env, 'Patchbay is ready', values.root)
  const url = `http://localhost:${port}`
  let cookie = ''
  const ask = async (method, route, body) => {
    const response = await fetch(`${url}/api/studio${route}`, {
      method,
      headers: { origin: url, 'content-type': 'application/json', cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`)
    const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    if (cookies.length > 0) cookie = cookies.join('; ')
    return answer
  }
  const token = /setup=(\S+)/.exec(text)?.[1]
  await ask('POST', '/session/setup', { token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' })
  const connection = await ask('POST', '/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: `${mockUrl}/v1`,
    apiKey: 'sk-mock',
  })
  const publish = async (slug, graph) => {
    const app = await ask('POST', '/apps', { name: slug, graph })
    await ask('POST', `/apps/${app.id}/versions`, { note: '', revision: app.revision })
    const settings = { slug, access: 'key', allowedOrigins: [], title: slug, greeting: '', suggestions: [], accent: '#2255cc' }
    await ask('PUT', `/apps/${app.id}/publication`, settings)
    return app.id
  }
  const appIds = [
    await publish('bench', graphOf(connection.id, MODEL)),
    await publish('slow', graphOf(connection.id, SLOW_MODEL)),
    await publish('chain', chainGraph()),
  ]
  const { secret } = await ask('POST', '/keys', { name: 'K', appIds })
  return { pid: child.pid, url: `http://127.0.0.1:${port}`, headers: { authorization: `Bearer ${secret}`, host: `localhost:${port}` } }
}

const node = (id, type, config, x) => ({ id, type, version: 1, label: id, config, position: { x, y: 0 } })
const edge = (id, from, fromPort, to, toPort) => ({ id, from: { node: from, port: fromPort }, to: { node: to, port: toPort } })

function graphOf(connection, model) {
  return {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', {}, 0),
      node('model', 'chat-model', { model: { connection, model }, system: 'You are a helpful assistant.' }, 300),
      node('out', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'in', 'message', 'model', 'prompt'), edge('e2', 'model', 'text', 'out', 'text')],
  }
}

/** Ten steps, each of which adds its number to the text; no model. */
function chainGraph() {
  const steps = Array.from({ length: 10 }, (_, index) => {
    const before = index === 0 ? '{{in.message}}' : `{{t${index}.text}}`
    return node(`t${index + 1}`, 'template', { text: `${before}.${index + 1}` }, 300 * (index + 1))
  })
  return {
    schemaVersion: 1,
    nodes: [node('in', 'input', {}, 0), ...steps, node('out', 'answer', {}, 3_600)],
    edges: [edge('e1', 't10', 'text', 'out', 'text')],
  }
}

function scenario(name, stream, bareUrl, servers) {
  const expected = { okRe: 'tok50', tokenRe: 'tok1 ' }
  const native = (server) => ({
    url: `${server.url}/api/v1/apps/bench/runs`,
    headers: server.headers,
    body: { inputs: { message: '{{q}}' }, stream },
    ...expected,
  })
  const openai = (server) => ({
    url: `${server.url}/api/openai/v1/chat/completions`,
    headers: server.headers,
    body: { model: 'bench', stream, messages: [{ role: 'user', content: '{{q}}' }] },
    ...expected,
  })
  const targets = { bare: { url: `${bareUrl}/chat`, body: { question: '{{q}}', stream }, ...expected } }
  for (const [subject, server] of Object.entries(servers)) {
    targets[`${subject}+native`] = native(server)
    targets[`${subject}+openai`] = openai(server)
  }
  return { name, baseline: 'bare', targets }
}

function chainScenario(bareUrl, servers) {
  const expected = { okRe: '\\.9\\.10' }
  const targets = { bare: { url: `${bareUrl}/chain`, body: { question: '{{q}}' }, ...expected } }
  for (const [subject, server] of Object.entries(servers))
    targets[`${subject}+native`] = {
      url: `${server.url}/api/v1/apps/chain/runs`,
      headers: server.headers,
      body: { inputs: { message: '{{q}}' } },
      ...expected,
    }
  return { name: 'chain', baseline: 'bare', targets }
}

/** Many streams open at once: none is dropped, and how late a token is that the model sends every 200 ms. */
async function holdStreams(server, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count })
  const body = JSON.stringify({ inputs: { message: 'Hi' }, stream: true })
  const gaps = []
  let whole = 0
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, rssMb(server.pid))), 500)
  const one = (index) =>
    new Promise((resolve) => {
      const request = http.request(
        `${server.url}/api/v1/apps/slow/runs`,
        { method: 'POST', agent, headers: { ...server.headers, 'content-type': 'application/json' } },
        (response) => {
          let last = 0
          let text = ''
          response.on('data', (part) => {
            const now = performance.now()
            if (last > 0 && text.includes('tok2 ')) gaps.push(now - last - 200)
            last = now
            text += part
          })
          response.on('end', () => {
            if (text.includes('run.completed')) whole += 1
            resolve()
          })
        },
      )
      request.on('error', resolve)
      // They come over a second, as people do.
      setTimeout(() => request.end(body), (1_000 * index) / count)
    })
  await Promise.all(Array.from({ length: count }, (_, index) => one(index)))
  clearInterval(watch)
  agent.destroy()
  gaps.sort((a, b) => a - b)
  const at = (share) => (gaps[Math.floor(gaps.length * share)] ?? 0).toFixed(0)
  return `${whole} of ${count} streams whole; a token late by p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; RSS at most ${peak} MB`
}

const rssMb = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

function report(rows) {
  console.log(`\n${os.cpus()[0].model}, ${os.cpus().length} CPUs, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load ${os.loadavg()[0].toFixed(1)}`)
  console.log('| | at once | requests/s | ttft p50 | ttft p95 | CPU a request | of bare: requests/s, ttft p50, CPU |')
  console.log('|---|---|---|---|---|---|---|')
  for (const name of ['json', 'sse', 'chain'])
    for (const conc of values.conc.split(',').map(Number)) {
      const of = (subject, key) => median(rows.filter((row) => row.scenario === name && row.conc === conc && row.subject === subject).map((row) => row[key] ?? 0))
      for (const subject of new Set(rows.filter((row) => row.scenario === name).map((row) => row.subject))) {
        const [rps, p50, p95, cpu] = ['rps', 'ttft50', 'ttft95', 'cpuMsPerReq'].map((key) => of(subject, key))
        const ratio = (value, key) => (value / of('bare', key)).toFixed(2)
        console.log(`| ${name}, ${subject.replace('+', ', ')} | ${conc} | ${rps.toFixed(0)} | ${p50.toFixed(1)} ms | ${p95.toFixed(1)} ms | ${cpu.toFixed(2)} ms | ${ratio(rps, 'rps')}, ${ratio(p50, 'ttft50')}, ${ratio(cpu, 'cpuMsPerReq')} |`)
      }
    }
  const failed = rows.filter((row) => row.errors > 0)
  for (const row of failed) console.log(`failed: ${row.scenario} ${row.subject} at ${row.conc}: ${row.errors} × ${row.err}`)
}

const postgres = await startPostgres()
try {
  const [mockPort, barePort] = [await freePort(), await freePort()]
  const mockUrl = `http://127.0.0.1:${mockPort}`
  await start(['bench/mock-openai.mjs'], { PORT: String(mockPort) }, 'mock')
  const bare = await start(['bench/bare-proxy.mjs'], { PORT: String(barePort), UPSTREAM: mockUrl }, 'bare-proxy')
  const servers = { embedded: await startPatchbay('embedded', mockUrl, null) }
  if (postgres) servers.postgres = await startPatchbay('postgres', mockUrl, postgres.url)
  const pids = Object.fromEntries(Object.entries(servers).map(([name, { pid }]) => [name, { pid }]))
  const bareUrl = `http://127.0.0.1:${barePort}`
  const plan = {
    subjects: { bare: { pid: bare.child.pid }, ...pids },
    scenarios: [
      scenario('json', false, bareUrl, servers),
      scenario('sse', true, bareUrl, servers),
      chainScenario(bareUrl, servers),
    ],
  }
  const [planFile, out] = [path.join(folder, 'plan.json'), path.join(folder, 'results.json')]
  writeFileSync(planFile, JSON.stringify(plan))
  const { conc, repeats, secs, warm } = values
  const load = spawn(
    process.execPath,
    ['bench/load.mjs', '--plan', planFile, '--out', out, '--conc', conc, '--repeats', repeats, '--secs', secs, '--warm', warm],
    { stdio: 'inherit' },
  )
  await new Promise((resolve) => load.once('exit', resolve))
  report(JSON.parse(readFileSync(out, 'utf8')))
  const count = Number(values.streams)
  if (count > 0)
    for (const [name, server] of Object.entries(servers)) console.log(`\n${name}: ${await holdStreams(server, count)}`)
} finally {
  await Promise.all(
    children.map((child) => {
      child.removeAllListeners('exit')
      if (child.exitCode !== null || child.signalCode !== null) return undefined
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      return ended
    }),
  )
  postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}
