import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { writeTestPdf } from '../parse/pdf/write-test-pdf'
import { cutInWorker, parseInWorker } from '../parse/worker/parse-in-worker'
import { writeTestXlsx } from '../parse/xlsx/write-test-xlsx'
import { cutDocument } from './cut-document'
import { ingestDocument } from './ingest-document'

let database: TestDatabase
let entry: URL
const fileId = newId()
const document = {
  id: newId(),
  workspaceId: newId(),
  knowledgeBaseId: '',
  name: 'trees.md',
  mimeType: 'text/markdown',
  sha256: '',
}
const bytes = (text: string) => new TextEncoder().encode(text)
const embed = async (texts: string[]) => texts.map(() => Float32Array.of(1, 0))

beforeAll(async () => {
  entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  database = await openTestDatabase()
  const { id, workspaceId } = document
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const created = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 2 } })
  document.knowledgeBaseId = created.knowledgeBaseId
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${id}, ${workspaceId}, ${document.knowledgeBaseId}, 'trees.md', 'text/markdown', 1, '', ${fileId}, 'queued')`)
})
afterAll(async () => {
  await database.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

const Stored = z.array(z.object({ text: z.string(), dims: z.number().nullable() }))
const stored = async () =>
  Stored.parse(
    rows(
      await database.db.execute(sql`select text, dims from chunks where document_id = ${document.id} order by ordinal`),
    ),
  )
const ingest = (text: string, options: Partial<Parameters<typeof ingestDocument>[0]> = {}) =>
  ingestDocument({
    db: database.db,
    document,
    read: async () => bytes(text),
    embedFor: () => embed,
    ocrLanguages: [],
    parserEntry: entry,
    ...options,
  })

test('stores a document through all states, with the same result when repeated', async () => {
  const states: string[] = []
  const text = '# Oak\n\nOaks are the trees of the north.\n\n# Elm\n\nElms are rare in this part of the world.'
  await ingest(text, { onProgress: (status) => void states.push(status) })
  expect([...new Set(states)]).toEqual(['parsing', 'chunking', 'embedding', 'indexing', 'ready'])
  await ingest(text)
  expect(await stored()).toEqual([
    { text: 'Oaks are the trees of the north.', dims: 2 },
    { text: 'Elms are rare in this part of the world.', dims: 2 },
  ])
})

test('keeps the old chunks when ingestion fails midway', async () => {
  const before = await stored()
  await expect(
    ingest('# New\n\nNew text.', { embedFor: () => async () => Promise.reject(new Error('no model')) }),
  ).rejects.toThrow('no model')
  const signal = AbortSignal.abort(new Error('shutdown'))
  await expect(ingest('# New\n\nNew text.', { signal })).rejects.toThrow('shutdown')
  expect(await stored()).toEqual(before)
})

test('stores no vectors of an English model for a document in another language', async () => {
  await ingest('黑豹队的防守只丢了，在联赛中排名第六。')
  expect(await stored()).toEqual([{ text: '黑豹队的防守只丢了，在联赛中排名第六。', dims: null }])
})

test('rejects vectors of another width, naming both, and keeps the index', async () => {
  await ingest('Oaks are trees.')
  const wider = ingest('Elms are trees.', {
    embedFor: () => async (texts) => texts.map(() => Float32Array.of(1, 0, 0)),
  })
  await expect(wider).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/vectors with 2 dimensions.* returns 3/),
  })
  expect(await stored()).toEqual([{ text: 'Oaks are trees.', dims: 2 }])
})

test('does not store text of a file that was replaced meanwhile', async () => {
  await ingest('The new text.', { document: { ...document, fileId } })
  await ingest('The old text.', { document: { ...document, fileId: newId() } })
  expect(await stored()).toEqual([{ text: 'The new text.', dims: 2 }])
})

test('keeps a document deleted that is deleted meanwhile', async () => {
  await database.db.execute(sql`delete from documents where id = ${document.id}`)
  await ingest('# Oak\n\nOaks.')
  expect(await stored()).toEqual([])
})

test('terminates and reports a parser that takes too long', async () => {
  const html = `<p>${'<b>'.repeat(10)}${'word '.repeat(200_000)}`
  const parsing = parseInWorker({ bytes: bytes(html), fileName: 'a.html', mime: 'text/html', entry, timeoutMs: 5 })
  await expect(parsing).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test.each([
  ['bytes', 'const kept = []; for (;;) kept.push(new Uint8Array(8e6).fill(1))'],
  ['objects', 'const kept = []; for (;;) kept.push({ kept: [1, 2, 3] })'],
])('terminates the parser when its %s need too much memory', async (_, code) => {
  const file = new URL('./hungry.mjs', entry)
  await writeFile(file, code)
  const parsing = parseInWorker({ bytes: bytes('x'), fileName: 'a.txt', mime: 'text/plain', entry: file, memoryMb: 64 })
  await expect(parsing).rejects.toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('64 MB') })
})

test('passes error messages out of the thread', async () => {
  const parsing = parseInWorker({ bytes: bytes('%PDF-1.4 nothing'), fileName: 'a.pdf', mime: 'application/pdf', entry })
  await expect(parsing).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('damaged') })
})

test('returns the same chunks and keywords in a thread', async () => {
  const text = Array.from(
    { length: 60 },
    (_, line) => `The ${line}th oak 黑豹 stands ${'by the river '.repeat(9)}.`,
  ).join('\n\n')
  const parsed = await parseInWorker({
    bytes: bytes(`# Trees\n\n${text}`),
    fileName: 'a.md',
    mime: 'text/markdown',
    entry,
  })
  const settings = ChunkingSettings.parse({ chunker: 'headings', maxTokens: 60 })
  const cut = await cutInWorker(parsed, settings, { entry })
  expect(cut).toEqual(await cutDocument(parsed, settings))
  expect(cut.chunks.length).toBeGreaterThan(20)
  const ended = cutInWorker(parsed, settings, { entry, signal: AbortSignal.abort(new Error('enough')) })
  await expect(ended).rejects.toThrow('enough')
})

test.each([
  ['a few chunks', 12],
  ['many chunks', 400],
])('reuses vectors of a file that is renamed, moved or uploaded twice: %s', async (_, paragraphs) => {
  const { workspaceId, knowledgeBaseId } = document
  const text = Array.from(
    { length: paragraphs },
    (_, index) => `Part ${index} of ${paragraphs}: ${'the valve is closed. '.repeat(30)}`,
  )
  const embedded: string[] = []
  const insert = async (name: string) => {
    const id = newId()
    await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
      values (${id}, ${workspaceId}, ${knowledgeBaseId}, ${name}, 'text/plain', 1, '', ${newId()}, 'queued')`)
    return id
  }
  const take = async (id: string, name: string, content = text) => {
    embedded.length = 0
    await ingest(content.join('\n\n'), {
      document: { ...document, id, name, mimeType: 'text/plain' },
      embedFor: () => async (texts) => {
        embedded.push(...texts)
        return texts.map((passage) => Float32Array.of(1, passage.length))
      },
    })
    return embedded.length
  }
  const found = async (id: string) =>
    z
      .array(z.object({ context: z.string(), embedding: z.string() }))
      .parse(
        rows(
          await database.db.execute(
            sql`select context, embedding::text from chunks where document_id = ${id} order by ordinal`,
          ),
        ),
      )

  const first = await insert(`old/valves ${paragraphs}.txt`)
  expect(await take(first, `old/valves ${paragraphs}.txt`)).toBeGreaterThan(10)
  const before = await found(first)
  expect(await take(first, `new/valves ${paragraphs}.txt`)).toBe(0)
  expect(await take(first, `new/closing_times ${paragraphs}.txt`)).toBe(0)
  const copy = await insert(`copy of valves ${paragraphs}.txt`)
  expect(await take(copy, `copy of valves ${paragraphs}.txt`)).toBe(0)
  for (const [id, title] of [
    [first, `closing times ${paragraphs}`],
    [copy, `copy of valves ${paragraphs}`],
  ] as const) {
    const after = await found(id)
    expect(new Set(after.map(({ context }) => context))).toEqual(new Set([title]))
    expect(after.map(({ embedding }) => embedding)).toEqual(before.map(({ embedding }) => embedding))
  }
  // Only the changed text is embedded.
  expect(await take(copy, `copy of valves ${paragraphs}.txt`, [...text, 'The pump is new here.'])).toBeLessThanOrEqual(
    3,
  )
})

test('reports parsing progress of a long PDF and a large workbook', async () => {
  const pages = Array.from({ length: 300 }, (_, page) =>
    Array.from({ length: 60 }, (_, line) => ({ text: `Line ${line} of page ${page} says something of its own.` })),
  )
  const rowOf = (row: number) => `<row><c t="str"><v>Name ${row}</v></c><c t="str"><v>Place ${row % 7}</v></c></row>`
  const sheet = `<sheetData>${Array.from({ length: 60_000 }, (_, row) => rowOf(row)).join('')}</sheetData>`
  for (const [name, file] of [
    ['pages.pdf', writeTestPdf(pages)],
    ['rows.xlsx', writeTestXlsx({ sheets: { Rows: sheet } })],
  ] as const) {
    const shares: number[] = []
    const mime = name.endsWith('pdf')
      ? 'application/pdf'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await parseInWorker({ bytes: file, fileName: name, mime, entry, onProgress: (share) => shares.push(share) })
    expect([name, shares.length > 0, shares.every((share) => share > 0 && share <= 1)]).toEqual([name, true, true])
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  }
}, 60_000)

test('reports progress in order', async () => {
  const order: string[] = []
  await ingest('# Fir\n\nFirs stay green in the long winter of the north.', {
    embedFor: () => async (texts, options) => {
      options?.onProgress?.(1, 1)
      return await embed(texts)
    },
    onProgress: async (status, progress) => {
      if (status === 'embedding' && progress > 0) await eventLoopTurns(200)
      order.push(`${status} ${progress}`)
    },
  })
  expect(order.slice(-3)).toEqual(['embedding 1', 'indexing 0', 'ready 1'])
})

test('reports parsing progress before the failure, however long that takes', async () => {
  const pages = Array.from({ length: 400 }, (_, page) =>
    Array.from({ length: 60 }, (_, line) => ({ text: `Line ${line} of page ${page} says something of its own.` })),
  )
  const file = Buffer.from(writeTestPdf(pages))
  let [started, reported] = [0, 0]
  const controller = new AbortController()
  const ingesting = ingest('', {
    read: async () => file,
    document: { ...document, name: 'a.pdf', mimeType: 'application/pdf' },
    signal: controller.signal,
    onProgress: async (_, progress) => {
      if (progress === 0) return
      started += 1
      controller.abort(new Error('Stopped.'))
      await eventLoopTurns(200)
      reported += 1
    },
  })
  await expect(ingesting).rejects.toThrow('Stopped.')
  expect([started > 0, reported]).toEqual([true, started])
}, 60_000)
