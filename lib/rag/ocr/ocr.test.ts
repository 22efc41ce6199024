import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { chunks, documents, recognizedPages } from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { ingestDocument } from '../ingest/ingest-document'
import { extractJpeg2000 } from './extract-jpeg2000'
import { type ScannedPage, writeScannedPdf } from './testing/write-scanned-pdf'

const SLOW_MS = 120_000
const fixture = (name: string) => readFile(path.join(import.meta.dirname, '../parse/fixtures', name))
let database: TestDatabase
let entry: URL
let letter: Uint8Array
let chinese: Uint8Array
const workspaceId = newId()
let knowledgeBaseId: string

beforeAll(async () => {
  entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  letter = await fixture('letter.png')
  chinese = await fixture('letter-zh.png')
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const created = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 2 } })
  knowledgeBaseId = created.knowledgeBaseId
})
afterAll(async () => {
  await database.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

async function addDocument(name: string, mimeType = 'application/pdf') {
  const document = { id: newId(), workspaceId, knowledgeBaseId, name, mimeType, sha256: 'hash' }
  await database.db.insert(documents).values({ ...document, sizeBytes: 1, fileId: newId(), status: 'queued' })
  return document
}

type Document = Awaited<ReturnType<typeof addDocument>>
const ingest = (
  document: Document,
  bytes: Uint8Array,
  options: Partial<Parameters<typeof ingestDocument>[0]> = {},
): Promise<{ chunkCount: number }> =>
  ingestDocument({
    db: database.db,
    document,
    read: async () => Uint8Array.from(bytes),
    ocrLanguages: ['eng'],
    parserEntry: entry,
    embedFor: () => async (texts) => texts.map(() => Float32Array.of(1, 0)),
    ...options,
  })

async function stored({ id }: Document) {
  const [row] = await database.db.select().from(documents).where(eq(documents.id, id))
  const found = await database.db.select().from(chunks).where(eq(chunks.documentId, id))
  const storedPages = await database.db.select().from(recognizedPages).where(eq(recognizedPages.documentId, id))
  const notices = (row?.notices ?? []).map((notice) => (typeof notice === 'string' ? notice : notice.message))
  return { text: row?.text ?? '', notices, chunks: found, kept: storedPages }
}

const scan = (...pages: ScannedPage[]) => writeScannedPdf(pages)

test(
  'recognizes scanned pages among others, with confidence, and lists an empty one',
  async () => {
    const document = await addDocument('contract.pdf')
    const upright = { png: letter }
    const sideways = { png: letter, turn: 90 as const }
    await ingest(
      document,
      scan({ png: null, text: 'The letters are attached as scans.' }, upright, sideways, { png: null }),
    )
    const { text, notices, chunks: created, kept } = await stored(document)
    expect(text).toMatch(
      /^The letters are attached as scans\.\n\nReturn of goods\n\nA customer may return an unused article within thirty days of delivery\./,
    )
    expect(text.match(/Refunds are paid to the same account within five working days\./g)).toHaveLength(2)
    expect(new Set(created.map(({ page }) => page))).toEqual(new Set([1, 2, 3]))
    expect(notices).toEqual([
      expect.stringMatching(
        /^Read by text recognition \(OCR\), with this confidence: page 2 \(9\d %\), 3 \(9\d %\)\.$/,
      ),
      '1 of 4 pages contain no text that could be read (4).',
    ])
    expect(kept).toEqual([])
  },
  SLOW_MS,
)

test(
  'resumes an interrupted recognition at the current page',
  async () => {
    const document = await addDocument('crash.pdf')
    const pages = scan({ png: letter }, { png: letter })
    const stopper = new AbortController()
    const stop = (_: string, share: number) => {
      if (share === 0.5) stopper.abort(new Error('shutdown'))
    }
    await expect(ingest(document, pages, { signal: stopper.signal, onProgress: stop })).rejects.toThrow('shutdown')
    expect((await stored(document)).kept).toMatchObject([{ page: 1, text: expect.stringContaining('thirty days') }])
    const shares: number[] = []
    await ingest(document, pages, { onProgress: (status, share) => void (status === 'parsing' && shares.push(share)) })
    expect(shares).toEqual([0, 0.5])
    expect((await stored(document)).text.match(/thirty days/g)).toHaveLength(2)
  },
  SLOW_MS,
)

test(
  'does not reuse recognized pages for another file or language',
  async () => {
    const document = await addDocument('other.pdf')
    const row = { workspaceId, documentId: document.id, page: 1, text: 'previous', confidence: 90 }
    await database.db.insert(recognizedPages).values({ ...row, sha256: 'another', languages: 'eng' })
    await ingest(document, scan({ png: letter }))
    expect((await stored(document)).text).toMatch(/^Return of goods/)
  },
  SLOW_MS,
)

test(
  "reads an image as a page, and Chinese without Tesseract's extra spaces",
  async () => {
    const english = await addDocument('letter.png', 'image/png')
    await ingest(english, letter)
    expect(await stored(english)).toMatchObject({
      text: expect.stringContaining('Refunds are paid to the same account'),
      notices: [expect.stringMatching(/^Read by text recognition \(OCR\) with a confidence of 9\d %\.$/)],
      chunks: [{ page: 1 }],
    })
    const other = await addDocument('letter-zh.png', 'image/png')
    await ingest(other, chinese, { ocrLanguages: ['chi_sim', 'eng'] })
    expect((await stored(other)).text).toContain('客户可以在收到商品后三十天内退回未使用的商品')
  },
  SLOW_MS,
)

test(
  'reads JPEG 2000 images, including behind the mask of a scanner that separates text and background',
  async () => {
    const complete = new Uint8Array(await fixture('letter-jpeg2000.pdf'))
    const [behind] = extractJpeg2000(complete).streams
    if (!behind) throw new Error('no picture')
    for (const bytes of [complete, scan({ png: letter, behind })]) {
      const document = await addDocument(`${newId()}.pdf`)
      await ingest(document, bytes)
      expect((await stored(document)).text).toMatch(/^Return of goods\n\nA customer may return an unused article/)
    }
    const broken = behind.slice(0, 300)
    const document = await addDocument('broken.pdf')
    await ingest(document, scan({ png: letter }, { png: letter, behind: broken }))
    expect((await stored(document)).notices.at(-1)).toBe('1 of 2 pages contain no text that could be read (2).')
  },
  SLOW_MS,
)

test('leaves other encodings and encrypted files unchanged', async () => {
  const plain = scan({ png: letter })
  expect(extractJpeg2000(plain)).toEqual({ pdf: plain, streams: [] })
  const complete = await fixture('letter-jpeg2000.pdf')
  const encrypted = Buffer.concat([complete, Buffer.from('trailer << /Encrypt 9 0 R >>')])
  expect(extractJpeg2000(encrypted).streams).toEqual([])
  const doublyEncoded = Buffer.from(complete.toString('latin1').replaceAll('/JPXDecode', '/Fl /JPXDecode'), 'latin1')
  expect(extractJpeg2000(doublyEncoded).streams).toEqual([])
  const { pdf, streams } = extractJpeg2000(new Uint8Array(complete))
  expect([pdf.length, streams.length]).toEqual([complete.length, 1])
})

test.each([
  [
    'a scan where OCR is off',
    'application/pdf',
    () => scan({ png: letter }),
    [],
    'INVALID_INPUT',
    'Its only page is probably scanned',
  ],
  ['a picture where OCR is off', 'image/png', () => letter, [], 'INVALID_INPUT', 'Text recognition (OCR) is off'],
  ['empty pages', 'application/pdf', () => scan({ png: null }), ['eng'], 'INVALID_INPUT', 'contains no text'],
  ['Chinese read as English', 'image/png', () => chinese, ['eng'], 'INVALID_INPUT', 'Its language must be one of'],
  ['a damaged picture', 'image/png', () => letter.slice(0, 500), ['eng'], 'INVALID_INPUT', 'No text was recognized'],
  ['a language that is not installed', 'image/png', () => letter, ['tlh'], 'UNAVAILABLE', 'tlh'],
])(
  'rejects %s with an explanation',
  async (name, mimeType, bytes, ocrLanguages, code, message) => {
    const document = await addDocument(`${name}.bin`, mimeType)
    await expect(ingest(document, bytes(), { ocrLanguages })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  },
  SLOW_MS,
)
