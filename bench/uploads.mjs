// Latency of health checks while one anonymous visitor uploads in parallel: npm run bench:uploads (build first). Prints
// the longest ping for each kind of file, and writes bench/results/uploads.json.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { modernNode } from '../scripts/node24.mjs'
import { freePort } from '../scripts/services.mjs'
import { circumstances } from './circumstances.mjs'

const { values } = parseArgs({
  options: {
    uploads: { type: 'string', default: '8' },
    megabytes: { type: 'string', default: '24' },
    /** The repository whose build is measured. */
    root: { type: 'string', default: '.' },
    out: { type: 'string', default: 'bench/results/uploads.json' },
  },
})
const UPLOADS = Number(values.uploads)
const BYTES = Number(values.megabytes) * 1024 * 1024
const MAX_PING_MS = 100
const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-uploads-'))
const children = []

async function start() {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { NODE_ENV: 'production', PORT: String(port), PATCHBAY_DATA_DIR: folder, LOG_LEVEL: 'error' }
  const child = spawn(modernNode(), ['dist/server.mjs'], {
    env: { ...process.env, ...env },
    cwd: values.root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const text = await new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (part) => {
      said += part
      if (said.includes('Patchbay is ready')) resolve(said)
    })
    child.on('exit', () => reject(new Error(`The server ended: ${said}`)))
  })
  let cookie = ''
  const callStudio = async (method, route, body) => {
    const headers = { origin: url, 'content-type': 'application/json', cookie }
    const response = await fetch(`${url}/api/studio${route}`, {
      method,
      headers,
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
  for (const [slug, takes] of [
    ['documents', { documents: true }],
    ['pictures', { images: true }],
  ]) {
    const app = await callStudio('POST', '/apps', { name: slug, graph: graphOf(takes) })
    await callStudio('POST', `/apps/${app.id}/versions`, { note: '', revision: app.revision })
    await callStudio('PUT', `/apps/${app.id}/publication`, {
      slug,
      access: 'link',
      allowedOrigins: [],
      title: slug,
      greeting: '',
      suggestions: [],
      accent: '#2255cc',
    })
  }
  return { url, port }
}

const graphOf = (takes) => ({
  schemaVersion: 1,
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', position: { x: 0, y: 0 }, config: takes },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', position: { x: 300, y: 0 }, config: {} },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
})

async function sessionOf({ url }, slug) {
  const response = await fetch(`${url}/embed/${slug}/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: '{}',
  })
  const { token } = await response.json()
  return { authorization: `Bearer ${token}` }
}

/** @returns the status of the response, 0 if the connection was closed without one */
function upload({ port }, slug, headers, { name, type, bytes }) {
  const head = Buffer.from(
    `--bench\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
  )
  const end = Buffer.from('\r\n--bench--\r\n')
  const length = head.length + bytes.length + end.length
  return new Promise((resolve) => {
    const request = http.request(
      {
        port,
        path: `/embed/${slug}/files`,
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=bench', 'content-length': length },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      },
    )
    request.on('error', () => resolve(0))
    request.write(head)
    request.write(bytes)
    request.end(end)
  })
}

/** Sequential health checks from a separate process, so that sending does not delay them. */
function startPings({ port }) {
  const code = `
    const http = require('node:http')
    const agent = new http.Agent({ keepAlive: true })
    const times = []
    const ping = () => {
      const startedMs = performance.now()
      http.get({ port: ${port}, path: '/api/health', agent }, (response) => {
        response.resume()
        response.on('end', () => { times.push(performance.now() - startedMs); setTimeout(ping, 5) })
      })
    }
    ping()
    process.on('message', () => process.send(times, () => process.exit()))`
  const child = spawn(modernNode(), ['-e', code], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  return async () => {
    const times = await new Promise((resolve) => {
      child.on('message', resolve)
      child.send('stop')
    })
    const sorted = times.slice(5).sort((a, b) => a - b)
    const quantile = (share) => Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10
    return { pings: sorted.length, p50Ms: quantile(0.5), p99Ms: quantile(0.99), longestMs: quantile(1) }
  }
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkMPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const filled = (start) => Buffer.concat([start, Buffer.alloc(BYTES - start.length, 'words and more words ')])
const KINDS = [
  { kind: 'text', slug: 'documents', name: 'a.txt', type: 'text/plain', bytes: filled(Buffer.alloc(0)) },
  {
    kind: 'fake PDF',
    slug: 'documents',
    name: 'a.pdf',
    type: 'application/pdf',
    bytes: filled(Buffer.from('%PDF-1.7\n')),
  },
  { kind: 'picture, refused', slug: 'pictures', name: 'a.png', type: 'image/png', bytes: filled(PNG) },
]

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
try {
  const server = await start()
  const results = []
  const idle = startPings(server)
  await wait(3_000)
  results.push({ kind: 'idle', ...(await idle()) })
  for (const file of KINDS) {
    const headers = await sessionOf(server, file.slug)
    const pings = startPings(server)
    await wait(500)
    const statuses = await Promise.all(Array.from({ length: UPLOADS }, () => upload(server, file.slug, headers, file)))
    results.push({ kind: file.kind, statuses, ...(await pings()) })
  }
  console.table(results.map(({ statuses = [], ...one }) => ({ ...one, statuses: statuses.join(' ') })))
  const report = {
    ...circumstances(),
    uploads: UPLOADS,
    megabytes: Number(values.megabytes),
    maxPingMs: MAX_PING_MS,
    results,
  }
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
  const slow = results.filter(({ longestMs }) => longestMs > MAX_PING_MS)
  if (slow.length > 0) console.log(`Longer than ${MAX_PING_MS} ms: ${slow.map(({ kind }) => kind).join(', ')}`)
} finally {
  for (const child of children) child.kill()
  await wait(500)
  rmSync(folder, { recursive: true, force: true })
}
