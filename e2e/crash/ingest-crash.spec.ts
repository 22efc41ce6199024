import { readFileSync, rmSync } from 'node:fs'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { startPostgres } from '../../scripts/services.mjs'
import { ingestionJobs } from '../support/ingestion-jobs'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

/** `KILL_FILES=2000` is the full test; CI runs a smaller one. */
const FILES = Number(process.env.KILL_FILES ?? 120)
/** `KILL_DATABASE=postgres` uses a separate PostgreSQL. */
const ON_POSTGRES = process.env.KILL_DATABASE === 'postgres'
/** Below the limit of an archive. */
const FILES_PER_ARCHIVE = 1_900
/** These are embedded, which takes most of the time; the others are only in the keyword index. */
const ENGLISH_EVERY = Number(process.env.KILL_ENGLISH_EVERY ?? 12)
const SENTENCES = 30
/** These have about 600 chunks, which are stored in parts that stay hidden until the last one. */
const LONG_EVERY = 120
const LONG_SENTENCES = 3_600

const sentence = (file: number, line: number) =>
  file % ENGLISH_EVERY === 0
    ? `Machine ${file}x has part ${line}y, which weighs ${line * 3} grams and is made of hardened steel.`
    : `机器${file}x的零件${line}y重${line * 3}克，是用钢做的，放在仓库的第三个架子上。`
const isLong = (file: number) => file % LONG_EVERY === 7
const textOf = (file: number) =>
  Array.from({ length: isLong(file) ? LONG_SENTENCES : SENTENCES }, (_, line) => sentence(file, line)).join('\n\n')

/** Archives of all files, in folders. */
function* archives(): Generator<{ name: string; buffer: Buffer }> {
  for (let first = 0; first < FILES; first += FILES_PER_ARCHIVE) {
    const numbers = Array.from({ length: Math.min(FILES_PER_ARCHIVE, FILES - first) }, (_, index) => first + index)
    const files = Object.fromEntries(
      numbers.map((file) => [`part-${file % 7}/machine-${file}.txt`, strToU8(textOf(file))]),
    )
    yield { name: `machines-${first}.zip`, buffer: Buffer.from(zipSync(files)) }
  }
}

test(`kill -9 three times during an ingestion of ${FILES} files: every chunk exists once`, async ({ page }) => {
  test.setTimeout(FILES * 1_500 + 120_000)
  const startedMs = Date.now()
  const postgres = ON_POSTGRES ? await startPostgres({ own: true }) : null
  const env: Record<string, string> = postgres ? { DATABASE_URL: postgres.url } : {}
  let studio = await startStudio({ env })
  const { dataDir, port } = studio
  const marks: string[] = []
  try {
    await setUp(page, studio)
    const { request } = page
    const headers = { origin: studio.url }
    const base = await (
      await request.post(`${studio.url}/api/studio/knowledge`, { data: { name: 'Many' }, headers })
    ).json()
    const basePath = `${studio.url}/api/studio/knowledge/${base.id}`
    for (const archive of archives()) {
      const file = { ...archive, mimeType: 'application/zip' }
      expect((await request.post(`${basePath}/documents`, { multipart: { file }, headers })).status()).toBe(200)
    }
    const facts = async () => (await request.get(basePath)).json()
    const done = async () => {
      const { documentCount, pendingCount } = await facts()
      return documentCount - pendingCount
    }
    // Once while archives are unpacked, then during the files.
    for (const share of [0, 0.3, 0.6]) {
      await expect
        .poll(
          async () => (share === 0 ? (await facts()).documentCount > FILES / 20 : (await done()) >= share * FILES),
          {
            timeout: FILES * 1_000 + 60_000,
            intervals: [100],
          },
        )
        .toBe(true)
      marks.push(
        `${await done()} of ${(await facts()).documentCount} after ${((Date.now() - startedMs) / 1000).toFixed(0)} s, ${memory(studio)}`,
      )
      await studio.kill()
      studio = await startStudio({ dataDir, port, env })
    }
    await expect
      .poll(
        async () => {
          const jobs = await ingestionJobs(request, studio.url)
          const { documentCount, pendingCount } = await facts()
          return [jobs, documentCount, pendingCount]
        },
        { timeout: FILES * 1_000 + 60_000, intervals: [500] },
      )
      .toEqual([0, FILES, 0])
    const chunks = await checkChunks(request, basePath)
    console.log(
      `killed at ${marks.join('; ')}; ${chunks} chunks, each once, after ${((Date.now() - startedMs) / 1000).toFixed(0)} s, ${memory(studio)}`,
    )
  } finally {
    await studio.stop()
    postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** Reads every chunk of every document and compares them with the uploads. */
async function checkChunks(request: APIRequestContext, basePath: string): Promise<number> {
  const documents = await listAll(request, basePath)
  expect(new Set(documents.map(({ name }) => name)).size).toBe(FILES)
  let total = 0
  for (const { id, name, status, error, chunkCount } of documents) {
    expect([name, status, error]).toEqual([name, 'ready', null])
    const chunks = await chunksOf(request, `${basePath}/documents/${id}/chunks`)
    expect(chunks.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: chunkCount }, (_, ordinal) => ordinal))
    const file = Number(/machine-(\d+)\.txt$/.exec(name)?.[1])
    expect(chunks.map(({ text }) => text).join('\n\n')).toBe(textOf(file))
    if (isLong(file)) expect(chunkCount).toBeGreaterThan(500)
    total += chunkCount
  }
  const { chunkCount } = await (await request.get(basePath)).json()
  expect(chunkCount).toBe(total)
  return total
}

async function chunksOf(request: APIRequestContext, basePath: string): Promise<{ ordinal: number; text: string }[]> {
  const all: { ordinal: number; text: string }[] = []
  for (;;) {
    const { chunks } = await (await request.get(`${basePath}?limit=200&after=${all.at(-1)?.ordinal ?? -1}`)).json()
    if (chunks.length === 0) return all
    all.push(...chunks)
  }
}

interface Listed {
  id: string
  name: string
  status: string
  error: string | null
  chunkCount: number
}

async function listAll(request: APIRequestContext, basePath: string): Promise<Listed[]> {
  const documents: Listed[] = []
  for (;;) {
    const page = await (
      await request.get(`${basePath}/documents?order=name&limit=500&offset=${documents.length}`)
    ).json()
    if (page.documents.length === 0) return documents
    documents.push(...page.documents)
  }
}

/** Peak memory of the server process. */
function memory({ pid }: StudioServer): string {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return `peak ${(Number(peak) / 1024).toFixed(0)} MB`
}
