import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { indexDocument } from '@/lib/rag/ingest/index-document'

type ResponseBody = Awaited<ReturnType<Response['json']>>

export interface DocumentsStudio {
  readonly studio: TestStudio
  readonly owner: TestPerson
  /** The ids of the knowledge base, which is new in each test. */
  readonly baseKey: { workspaceId: string; knowledgeBaseId: string }
  /** A path below the knowledge base. */
  path(rest: string): string
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: ResponseBody }>
  find(query?: string): Promise<ResponseBody>
  change(documentIds: string[], changes: object): ReturnType<DocumentsStudio['send']>
  /** Stores and indexes a text without a file, or replaces the text of the document with this name. Returns its id. */
  put(name: string, text: string, options?: PutOptions): Promise<string>
  rowOf(id: string): Promise<typeof documents.$inferSelect>
  /** The names of the documents that a search finds. */
  searched(query: string): Promise<string[]>
}

interface PutOptions {
  mimeType?: string
  properties?: Record<string, string>
}

/** For tests of documents: a studio with an owner, and a knowledge base per test. Call it at the top of the test file. */
export function setUpDocumentsStudio(): DocumentsStudio {
  let studio: TestStudio
  let endEmbedder: () => Promise<void>
  let owner: TestPerson
  let knowledgeBaseId = ''

  beforeAll(async () => {
    endEmbedder = await startEmbedder()
    studio = await createTestStudio()
    owner = await studio.signUp('owner')
  })
  afterAll(async () => {
    await studio.close()
    await endEmbedder()
  })
  beforeEach(async () => {
    studio.sentJobs.length = 0
    knowledgeBaseId = (await send('POST', '/api/studio/knowledge', { name: 'Files' })).body.id
  })

  async function send(method: string, address: string, body?: unknown) {
    const response = await studio.call({ method, path: address, body, person: owner })
    return { status: response.status, body: await response.json() }
  }
  const path = (rest: string) => `/api/studio/knowledge/${knowledgeBaseId}/${rest}`
  const baseKey = () => ({ workspaceId: owner.workspaceId, knowledgeBaseId })

  async function put(name: string, text: string, { mimeType = 'text/plain', properties = {} }: PutOptions = {}) {
    const { db } = studio.system
    const [existing] = await db.select().from(documents).where(eq(documents.name, name))
    const id = existing?.knowledgeBaseId === knowledgeBaseId ? existing.id : newId()
    const file = { name, mimeType, sizeBytes: text.length, sha256: '', fileId: newId() }
    await db
      .insert(documents)
      .values({ ...baseKey(), ...file, id, status: 'queued' })
      .onConflictDoNothing()
    const parsed = { text, title: name, pages: [], sections: [], language: 'en', notices: [], shape: 'prose' as const }
    await indexDocument({
      db,
      document: { ...baseKey(), id, mimeType },
      parsed: { ...parsed, properties },
      embedFor: (index) => async (texts) => texts.map(() => new Float32Array(index.dims).fill(0.5)),
    })
    return id
  }

  return {
    get studio() {
      return studio
    },
    get owner() {
      return owner
    },
    get baseKey() {
      return baseKey()
    },
    path,
    send,
    find: async (query = '') => (await send('GET', path(`documents${query}`))).body,
    change: (documentIds, changes) => send('POST', path('documents/change'), { documentIds, change: changes }),
    put,
    rowOf: async (id) => {
      const [row] = await studio.system.db.select().from(documents).where(eq(documents.id, id))
      return row ?? expect.unreachable('no document')
    },
    searched: async (query) => {
      const { body } = await send('POST', path('search'), { query, search: { mode: 'hybrid' } })
      return body.hits.map(({ documentName }: { documentName: string }) => documentName)
    },
  }
}
