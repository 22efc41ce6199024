import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'
import { publishWith, type ServedApp, serveApp } from '../../testing/served-app'

const PASSAGES = {
  everyone: 'The boiler is serviced every second autumn.',
  ada: 'The boiler of the annexe is serviced by Ada alone.',
}
let served: ServedApp

/** An app that searches a knowledge base and lets a model answer from the results. */
beforeAll(async () => {
  let connection = ''
  served = await serveApp('library', (created) => {
    connection = created
    return chatApp([], ['in.message -> out.text'])
  })
  const knowledgeBaseId = await makeKnowledge()
  const config = { knowledgeBaseId, search: { mode: 'lexical' } }
  const model = { id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }
  const edges = ['in.message -> r.query', 'in.message -> m.prompt', 'r.documents -> m.documents']
  await publishWith(
    served.app,
    chatApp(
      [{ id: 'r', type: 'retriever', config }, model],
      [...edges, 'm.text -> out.text', 'r.documents -> out.documents'],
    ),
  )
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(() => served.close())

async function makeKnowledge(): Promise<string> {
  const { db } = served.app.studio.database
  const { workspaceId } = served.app.person
  const created = await createKnowledgeBase(db, { workspaceId, name: 'House' })
  for (const [name, text] of Object.entries(PASSAGES)) {
    const documentId = newId()
    const access = name === 'ada' ? sql`array['user:ada']` : sql`null`
    await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, chunk_count, access)
      values (${documentId}, ${workspaceId}, ${created.knowledgeBaseId}, ${`${name}.txt`}, 'text/plain', 1, '', ${newId()}, 'ready', 1, ${access})`)
    const chunk = {
      ordinal: 0,
      kind: 'text' as const,
      text,
      context: '',
      headings: [],
      page: null,
      start: 0,
      end: text.length,
      parent: null,
      tokenCount: 8,
      embedding: null,
    }
    await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId }, [chunk], 1))
  }
  return created.knowledgeBaseId
}

async function asClient<T>(endUser: string | null, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'test', version: '1' })
  const headers = {
    authorization: `Bearer ${served.apiKey}`,
    ...(endUser === null ? {} : { 'patchbay-end-user': endUser }),
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), { requestInit: { headers } }))
  return await work(client).finally(() => client.close())
}

const Result = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional(), description: z.string().optional() })),
  structuredContent: z.object({
    answer: z.string(),
    citations: z.array(z.object({ number: z.number(), document: z.string(), quote: z.string(), uri: z.string() })),
  }),
})
const QUESTION = 'When is the boiler serviced?'
const request = async (client: Client) =>
  Result.parse(await client.callTool({ name: 'library', arguments: { message: QUESTION } }))

test("returns the answer of an app that searches to the SDK's client, with the passage", async () => {
  await asClient(null, async (client) => {
    const { content, structuredContent } = await request(client)
    expect(served.modelCalls.flat().find(({ role }) => role === 'system')?.content).toContain(PASSAGES.everyone)
    expect(content).toMatchObject([
      { type: 'text', text: `You said: ${QUESTION}\n\nSources:\n[1] everyone.txt` },
      { type: 'resource_link', description: PASSAGES.everyone },
    ])
    const { answer, citations } = structuredContent
    expect([answer, citations]).toMatchObject([
      `You said: ${QUESTION}`,
      [{ number: 1, document: 'everyone.txt', quote: PASSAGES.everyone }],
    ])
    // The link leads to the passage.
    expect(await client.readResource({ uri: citations[0]?.uri ?? '' })).toMatchObject({
      contents: [{ text: expect.stringContaining(PASSAGES.everyone) }],
    })
  })
})

test('answers a named end user from documents that person may see, which others cannot open', async () => {
  const { citations } = (await asClient('ada', request)).structuredContent
  expect(citations.map(({ quote }) => quote).sort()).toEqual(Object.values(PASSAGES).sort())
  expect(JSON.stringify(served.modelCalls)).toContain(PASSAGES.ada)
  const uri = citations.find(({ quote }) => quote === PASSAGES.ada)?.uri ?? ''
  const read = (client: Client) => client.readResource({ uri })
  expect(await asClient('ada', read)).toMatchObject({ contents: [{ text: expect.stringContaining(PASSAGES.ada) }] })
  await expect(asClient(null, read)).rejects.toThrow()
  await expect(asClient('bob', read)).rejects.toThrow()
})
