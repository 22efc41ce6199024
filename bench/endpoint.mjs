// Speed of a published app against the least work that gives the same answer: npm run bench:endpoint [-- --secs 6 --repeats 3 --conc 1,16]
// Starts the mock model, the bare proxy and our production server (build first) on both databases; prints ratios of one run.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  },
})
const MODEL = 'mock-50tok-0ms'
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
  const app = await ask('POST', '/apps', { name: 'Bench', graph: graphOf(connection.id) })
  await ask('POST', `/apps/${app.id}/versions`, { note: '', revision: app.revision })
  await ask('PUT', `/apps/${app.id}/publication`, {
    slug: 'bench',
    access: 'key',
    allowedOrigins: [],
    title: 'Bench',
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
  })
  const { secret } = await ask('POST', '/keys', { name: 'K', appIds: [app.id] })
  return { pid: child.pid, url: `http://127.0.0.1:${port}`, headers: { authorization: `Bearer ${secret}`, host: `localhost:${port}` } }
}

function graphOf(connection) {
  const node = (id, type, config, x) => ({ id, type, version: 1, label: id, config, position: { x, y: 0 } })
  const edge = (id, from, fromPort, to, toPort) => ({ id, from: { node: from, port: fromPort }, to: { node: to, port: toPort } })
  return {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', {}, 0),
      node('model', 'chat-model', { model: { connection, model: MODEL }, system: 'You are a helpful assistant.' }, 300),
      node('out', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'in', 'message', 'model', 'prompt'), edge('e2', 'model', 'text', 'out', 'text')],
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

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

function report(rows) {
  console.log(`\n${os.cpus()[0].model}, ${os.cpus().length} CPUs, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load ${os.loadavg()[0].toFixed(1)}`)
  console.log('| | at once | requests/s | ttft p50 | ttft p95 | CPU a request | of bare: requests/s, ttft p50, CPU |')
  console.log('|---|---|---|---|---|---|---|')
  for (const name of ['json', 'sse'])
    for (const conc of values.conc.split(',').map(Number)) {
      const of = (subject, key) => median(rows.filter((row) => row.scenario === name && row.conc === conc && row.subject === subject).map((row) => row[key] ?? 0))
      for (const subject of new Set(rows.map((row) => row.subject))) {
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
    scenarios: [scenario('json', false, bareUrl, servers), scenario('sse', true, bareUrl, servers)],
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
