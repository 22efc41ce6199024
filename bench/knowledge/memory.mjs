// Memory of the production server while it ingests many files and one long PDF: npm run bench:memory --
// [--files 10000] [--pages 1000] [--html 0] [--database embedded|postgres] [--embedder mock|builtin] (build first; Linux only)
// Vectors come from the mock model, so that only ingestion is measured, or from the built-in model.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { strToU8, zipSync } from 'fflate'
import { freePort, startPostgres } from '../../scripts/services.mjs'
import { cpuMs } from '../publish/process-facts.mjs'
import { createStage, startServer } from '../publish/studio.mjs'
import { treeMb, watchMemory } from './memory-watch.mjs'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    pages: { type: 'string', default: '1000' },
    // Pages of 10 MB, which would be processed immediately.
    html: { type: 'string', default: '0' },
    database: { type: 'string', default: 'embedded' },
    embedder: { type: 'string', default: 'mock' },
  },
})
const [files, pages, html] = [values.files, values.pages, values.html].map(Number)
/** Below the limit of an archive. */
const FILES_PER_ARCHIVE = 1_900
const HTML_CHARACTERS = 10_000_000
const MODEL = 'mock-embed-384'
const SAID_EVERY_MS = 20_000
/** Pause after the start, before any upload. */
const SETTLE_MS = 10_000
/**
 * Peak of the process and its children. On PostgreSQL it is kept; the embedded database has its own memory in the
 * process.
 */
const MAX_MB = values.database === 'postgres' ? 512 : Number.POSITIVE_INFINITY

const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-memory-'))
// Runs also if the benchmark is stopped.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const probe = path.join(folder, 'probe.jsonl')
process.env.MEMORY_PROBE = probe
const stage = createStage()
const postgres = values.database === 'postgres' ? await startPostgres({ own: true }) : null
process.once('exit', () => postgres?.stop())
try {
  const port = await freePort()
  await stage.start(['bench/mock-openai.mjs'], { PORT: String(port) }, 'mock')
  const mockUrl = `http://127.0.0.1:${port}`
  const nodeArgs = ['--require', './bench/knowledge/memory-probe.cjs']
  const server = await startServer(stage, { name: 'server', folder, mockUrl, databaseUrl: postgres?.url, nodeArgs })
  const person = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
  await server.ask('POST', '/session/setup', { token: server.setupToken, ...person })
  const embedder = values.embedder === 'builtin' ? null : await mockEmbedder(server, mockUrl)
  if (files > 0) await measureUploads(server, embedder, { name: `${files} files`, count: files, uploads: archives() })
  if (html > 0)
    await measureUploads(server, embedder, { name: `${html} HTML pages of 10 MB`, count: html, uploads: largePages() })
  if (pages > 0)
    await measureUploads(server, embedder, { name: `PDF of ${pages} pages`, count: 1, uploads: [longPdf()] })
} finally {
  await stage.end()
  postgres?.stop()
}

async function mockEmbedder({ ask }, mockUrl) {
  const mock = { name: 'Mock', provider: 'openai-compatible', baseUrl: `${mockUrl}/v1`, apiKey: 'sk-mock-0123456789' }
  const { id: connection } = await ask('POST', '/connections', mock)
  return { connection, model: MODEL }
}

/** Uploads into a separate knowledge base. @param embedder null for the default of a new base */
async function measureUploads(server, embedder, { name, count, uploads }) {
  const { ask, pid } = server
  const { id } = await ask('POST', '/knowledge', { name, description: '' })
  if (embedder) {
    await ask('POST', `/knowledge/${id}/rebuild`, { embedder, chunking: {} })
    while ((await ask('GET', `/knowledge/${id}/indexes`)).indexes[0]?.embedder.model !== MODEL) await wait(200)
  }
  await wait(SETTLE_MS)
  const [before, startedMs, cpuBefore] = [treeMb(pid), Date.now(), cpuMs(pid)]
  const memory = watchMemory(pid, probe)
  const log = (line) =>
    console.log(
      `${values.database}, ${name}: ${line}; now ${treeMb(pid)} MB, peak ${memory.peakMb()} MB, ${before} MB before; ${seconds(Date.now() - startedMs)} s, ${seconds(cpuMs(pid) - cpuBefore)} of the processor; load ${os.loadavg()[0]?.toFixed(1)}`,
    )
  try {
    for (const upload of uploads) await send(server, id, upload)
    log('uploaded')
    for (let saidMs = Date.now(); ; ) {
      const { documentCount, pendingCount, failedCount, chunkCount } = await ask('GET', `/knowledge/${id}`)
      const isDone = documentCount >= count && pendingCount === 0
      if (isDone || Date.now() - saidMs > SAID_EVERY_MS) {
        saidMs = Date.now()
        log(`${documentCount - pendingCount} of ${count} processed (${failedCount} failed), ${chunkCount} chunks`)
      }
      if (isDone && failedCount > 0) throw new Error(await firstFailure(ask, id))
      if (isDone) break
      await wait(1_000)
    }
    console.log(`Peak: ${memory.peakByPart()}`)
    if (memory.peakMb() > MAX_MB) throw new Error(`It took ${memory.peakMb()} MB; at most ${MAX_MB}.`)
  } finally {
    memory.end()
  }
}

/** Missing metrics are omitted. */
async function firstFailure(ask, id) {
  const { documents } = await ask('GET', `/knowledge/${id}/documents?limit=500`)
  const failed = documents.find(({ status }) => status === 'failed')
  return `${failed?.name}: ${failed?.error}`
}

async function send({ url, host, cookie }, id, { name, type, bytes }) {
  const form = new FormData()
  form.set('file', new Blob([bytes], { type }), name)
  const response = await fetch(`${url.replace('127.0.0.1', 'localhost')}/api/studio/knowledge/${id}/documents`, {
    method: 'POST',
    headers: { origin: `http://${host}`, cookie: cookie() },
    body: form,
  })
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`)
}

/** Notes of about three chunks, each with a different text. */
function* archives() {
  for (let first = 0; first < files; first += FILES_PER_ARCHIVE) {
    const numbers = Array.from({ length: Math.min(FILES_PER_ARCHIVE, files - first) }, (_, index) => first + index)
    const entries = numbers.map((file) => [`part-${file % 7}/machine-${file}.txt`, strToU8(note(file))])
    yield { name: `machines-${first}.zip`, type: 'application/zip', bytes: zipSync(Object.fromEntries(entries)) }
  }
}

function note(file) {
  const line = (_, part) =>
    `Machine ${file}x has part ${part}y, which weighs ${part * 3} grams and is made of hardened steel.`
  return Array.from({ length: 24 }, line).join('\n\n')
}

function* largePages() {
  for (let page = 0; page < html; page += 1)
    yield { name: `page-${page}.html`, type: 'text/html', bytes: strToU8(largePage(page)) }
}

function largePage(page) {
  const sections = []
  for (let size = 0; size < HTML_CHARACTERS; size += sections.at(-1).length) {
    const number = `${page}-${sections.length}`
    const text = note(number).split('\n\n')
    sections.push(
      `<h2>Machine ${number}</h2>${text.map((line) => `<p>${line} See <a href="#p">its page</a>.</p>`).join('')}`,
    )
  }
  return `<!doctype html><html><head><title>Machines ${page}</title></head><body><article>${sections.join('')}</article></body></html>`
}

/** Generated by another process, so that its memory is not counted. */
function longPdf() {
  const file = path.join(folder, 'long.pdf')
  spawnSync(process.execPath, ['bench/run-ts.mjs', 'bench/knowledge/ingest.ts', 'make-pdf', file, String(pages)], {
    stdio: 'inherit',
  })
  return { name: 'long.pdf', type: 'application/pdf', bytes: readFileSync(file) }
}

function seconds(ms) {
  return (ms / 1_000).toFixed(0)
}
