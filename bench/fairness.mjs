// The effect of one app's burst on another app: npm run bench:fairness (build first). Prints the victim's p50 and p95
// alone and during the burst.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { modernNode } from '../scripts/node24.mjs'
import { freePort } from '../scripts/services.mjs'

const { values } = parseArgs({
  options: {
    /** Connections of the burst, and the model latency of both apps. */
    burst: { type: 'string', default: '64' },
    model: { type: 'string', default: 'mock-10tok-5ms' },
    secs: { type: 'string', default: '8' },
    root: { type: 'string', default: '.' },
  },
})
const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-fairness-'))
const children = []

function start(args, env, readyText) {
  const child = spawn(modernNode(), args, {
    env: { ...process.env, ...env },
    cwd: values.root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      if (text.includes(readyText)) resolve(text)
    })
    child.on('exit', () => reject(new Error(`${args[0]} ended: ${text}`)))
  })
}

const graphOf = (connectionId) => ({
  schemaVersion: 1,
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', position: { x: 0, y: 0 }, config: {} },
    {
      id: 'chat',
      type: 'chat-model',
      version: 1,
      label: 'Chat',
      position: { x: 300, y: 0 },
      config: { model: { connection: connectionId, model: values.model } },
    },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', position: { x: 600, y: 0 }, config: {} },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'chat', port: 'prompt' } },
    { id: 'e2', from: { node: 'chat', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
})

async function startStudio(mockUrl) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    NODE_ENV: 'production',
    PORT: String(port),
    PATCHBAY_DATA_DIR: folder,
    LOG_LEVEL: 'error',
    EGRESS_ALLOW: mockUrl,
    PUBLIC_RATE_FACTOR: '10000',
  }
  const text = await start(['dist/server.mjs'], env, 'Patchbay is ready')
  let cookie = ''
  const callStudio = async (method, route, body) => {
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
  await callStudio('POST', '/session/setup', {
    token: /setup=(\S+)/.exec(text)?.[1],
    name: 'Ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
  })
  const connection = await callStudio('POST', '/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: `${mockUrl}/v1`,
    apiKey: 'sk-mock',
  })
  const bearers = {}
  for (const slug of ['victim', 'burst']) {
    const app = await callStudio('POST', '/apps', { name: slug, graph: graphOf(connection.id) })
    await callStudio('POST', `/apps/${app.id}/versions`, { note: '', revision: app.revision })
    await callStudio('PUT', `/apps/${app.id}/publication`, {
      slug,
      access: 'key',
      allowedOrigins: [],
      title: slug,
      greeting: '',
      suggestions: [],
      accent: '#2255cc',
    })
    bearers[slug] = (await callStudio('POST', '/keys', { name: slug, appIds: [app.id] })).secret
  }
  return { port, bearers }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1_000 })
function callApp({ port, bearers }, slug) {
  const body = JSON.stringify({ inputs: { message: 'hello' } })
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        port,
        agent,
        path: `/api/v1/apps/${slug}/runs`,
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearers[slug]}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** The victim sends sequential requests with pauses, like a person. */
async function measure(studio, ms) {
  const times = []
  const end = performance.now() + ms
  while (performance.now() < end) {
    const startMs = performance.now()
    const status = await callApp(studio, 'victim')
    if (status !== 200) throw new Error(`The victim was answered ${status}.`)
    times.push(performance.now() - startMs)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  times.sort((a, b) => a - b)
  return {
    p50: times[Math.floor(times.length * 0.5)],
    p95: times[Math.floor(times.length * 0.95)],
    count: times.length,
  }
}

try {
  const mockPort = await freePort()
  await start(['bench/mock-openai.mjs'], { PORT: String(mockPort) }, 'mock-openai on')
  const studio = await startStudio(`http://127.0.0.1:${mockPort}`)
  const ms = Number(values.secs) * 1_000
  await measure(studio, 2_000)
  const alone = await measure(studio, ms)
  const counts = {}
  let isOn = true
  const burst = Array.from({ length: Number(values.burst) }, async () => {
    while (isOn) {
      const status = await callApp(studio, 'burst')
      counts[status] = (counts[status] ?? 0) + 1
      if (status === 429) await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const beside = await measure(studio, ms)
  isOn = false
  await Promise.all(burst)
  const line = (name, { p50, p95, count }) =>
    console.log(`${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${count} calls)`)
  line('alone', alone)
  line('beside the burst', beside)
  console.log(
    `ratio: p50 ${(beside.p50 / alone.p50).toFixed(2)}, p95 ${(beside.p95 / alone.p95).toFixed(2)}; responses of the burst:`,
    counts,
  )
} finally {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
