// How fast files become searchable chunks, and how much memory that takes: npm run bench:knowledge -- ingest, or one part: node bench/run-ts.mjs bench/knowledge/ingest.ts speed|pdf|files
// Nothing is embedded: vectors are given. Each part runs in a process of its own, so that its memory is its own.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { migrateDatabase } from '@/lib/db/migrate'
import { type OpenDatabase, openEmbedded, openPostgres } from '@/lib/db/open-database'
import { documents } from '@/lib/db/schema/knowledge'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { ingestDocument } from '@/lib/rag/ingest/ingest-document'
import { parseInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { ensureVectorIndex } from '@/lib/rag/vectors/vector-index'
import { type BenchFile, largePdf, mixedFiles, smallFiles } from './ingest-files'

const DIMS = 384
const MB = 1024 * 1024
const part = process.argv[2]
const entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
try {
  if (part === 'speed') await speed()
  else if (part === 'pdf') await pdf()
  else if (part === 'make-pdf') writeFileSync(process.argv[3] ?? '', largePdf(Number(process.argv[4] ?? 1_000)).bytes)
  else if (part === 'files') await files()
  else for (const name of ['speed', 'pdf', 'files']) runApart(name)
} finally {
  rmSync(path.dirname(entry.pathname), { recursive: true, force: true })
}

function runApart(...rest: string[]): void {
  spawnSync(process.execPath, ['bench/run-ts.mjs', 'bench/knowledge/ingest.ts', ...rest], { stdio: 'inherit' })
}

function say(line: string): void {
  console.log(`${line}; load ${os.loadavg()[0]?.toFixed(1)}`)
}

/** Resident memory of this process, its threads and the embedded database included: now, and the most since `forgetPeak`. */
function memoryMb(): { now: number; peak: number } {
  const status = readFileSync('/proc/self/status', 'utf8')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

/** What starting took is not what ingesting takes. */
function forgetPeak(): number {
  writeFileSync('/proc/self/clear_refs', '5')
  return memoryMb().now
}

async function speed(): Promise<void> {
  const all = mixedFiles()
  const parsed = []
  const parseMs = performance.now()
  for (const file of all) parsed.push(await parseInWorker({ ...file, entry, owner: 'bench' }))
  const chunkMs = performance.now()
  const count = parsed.reduce((sum, document) => sum + chunkDocument({ document, countTokens }).length, 0)
  const endMs = performance.now()
  const rate = (from: number, to: number) => ((1_000 * count) / (to - from)).toFixed(0)
  const bytes = all.reduce((sum, file) => sum + file.bytes.byteLength, 0)
  say(
    `${all.length} files of ${(bytes / MB).toFixed(1)} MB, ${count} chunks: parsing alone ${rate(parseMs, chunkMs)} chunks/s, cutting alone ${rate(chunkMs, endMs)} chunks/s`,
  )
  for (const kind of ['embedded', 'postgres'] as const) {
    for (const vectors of [false, true]) {
      await withDatabase(kind, async (database) => {
        const { chunks, seconds } = await ingestAll(database, all, vectors)
        say(
          `${kind}, ${vectors ? 'with given vectors and their index' : 'words alone'}: ${(chunks / seconds).toFixed(0)} chunks/s (${chunks} in ${seconds.toFixed(1)} s)`,
        )
      })
    }
  }
}

async function pdf(): Promise<void> {
  // Made by another process, so that what the making takes is not counted.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-bench-pdf-'))
  runApart('make-pdf', path.join(folder, 'large.pdf'))
  const file = { bytes: readFileSync(path.join(folder, 'large.pdf')), fileName: 'large.pdf', mime: 'application/pdf' }
  rmSync(folder, { recursive: true })
  const before = forgetPeak()
  const startMs = performance.now()
  const document = await parseInWorker({ ...file, entry, owner: 'bench' })
  const chunks = chunkDocument({ document, countTokens })
  const seconds = (performance.now() - startMs) / 1_000
  say(
    `PDF of ${document.pages.length} pages, ${(file.bytes.byteLength / MB).toFixed(1)} MB: read and cut into ${chunks.length} chunks in ${seconds.toFixed(1)} s; peak ${memoryMb().peak.toFixed(0)} MB, of which ${before.toFixed(0)} MB were there before`,
  )
}

async function files(): Promise<void> {
  await withDatabase('postgres', async (database) => {
    const before = forgetPeak()
    const { chunks, seconds, middleMb } = await ingestAll(database, smallFiles(10_000), true)
    say(
      `10,000 files, ${chunks} chunks: ${seconds.toFixed(0)} s; peak ${memoryMb().peak.toFixed(0)} MB, of which ${before.toFixed(0)} MB were there before; ${middleMb.toFixed(0)} MB in the first half`,
    )
  })
}

/** As the ingest job does: two files at once. */
async function ingestAll(
  { orm: db, kind }: OpenDatabase,
  all: Iterable<BenchFile> & { length?: number },
  vectors: boolean,
) {
  await ensureVectorIndex(db, DIMS, kind)
  const workspaceId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'Bench', '')`)
  const index = vectors ? {} : { languages: ['none'] }
  const { knowledgeBaseId } = await createKnowledgeBase(db, { workspaceId, name: 'Bench', index })
  let chunks = 0
  let done = 0
  let middleMb = 0
  const startMs = performance.now()
  const iterator = all[Symbol.iterator]()
  const lane = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const { bytes, fileName, mime } = next.value
      const document = { id: newId(), workspaceId, knowledgeBaseId, name: fileName, mimeType: mime, sha256: '' }
      await db.insert(documents).values({ ...document, sizeBytes: bytes.byteLength, fileId: newId(), status: 'queued' })
      const embedFor = () => async (texts: string[]) => texts.map(vectorFor)
      // Added afterwards: the other lane counts meanwhile.
      const { chunkCount } = await ingestDocument({
        db,
        document,
        read: async () => Uint8Array.from(bytes),
        embedFor,
        ocrLanguages: [],
        parserEntry: entry,
      })
      chunks += chunkCount
      done += 1
      if (done === 5_000) middleMb = memoryMb().peak
    }
  }
  await Promise.all([lane(), lane()])
  return { chunks, seconds: (performance.now() - startMs) / 1_000, middleMb }
}

/** A unit vector that depends on the text. */
function vectorFor(text: string): Float32Array {
  let state = text.length
  for (let at = 0; at < text.length; at += 7) state = (Math.imul(state, 31) + text.charCodeAt(at)) | 0
  const vector = Float32Array.from({ length: DIMS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state / 2 ** 31
  })
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

async function withDatabase(
  kind: 'embedded' | 'postgres',
  use: (database: OpenDatabase) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-bench-ingest-'))
  const server = kind === 'postgres' ? await startServer() : null
  const database = server ? await openPostgres(server.url) : await openEmbedded(folder)
  try {
    await migrateDatabase(database)
    await use(database)
  } finally {
    await database.close()
    server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startServer() {
  const { startPostgres } = await import('../../scripts/services.mjs')
  const server = await startPostgres({ own: true })
  if (!server) throw new Error('There is no PostgreSQL with pgvector.')
  return server
}
