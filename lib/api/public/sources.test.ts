import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import { newId } from '@/lib/core/new-id'
import { publications } from '@/lib/db/schema/apps'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'
import { sourcesOfApp } from '@/lib/services/versions/sources-of-app'
import { publishWith, type ServedApp, serveApp } from '../testing/served-app'
import { postJson } from './__fixtures__/test-public-api'

const CITED = 'The boiler is serviced every second autumn.'
/** On the surrounding pages, which no answer cites. */
const UNCITED = ['The safe opens with zebra-4711.', 'The alarm is disarmed with okapi-0815.']
const PAGES = [UNCITED[0] ?? '', CITED, UNCITED[1] ?? '']
const TEXT = PAGES.join('\n')
const NAME = 'house-rules.txt'
const QUESTION = 'When is the boiler serviced?'

let served: ServedApp
const chunkIds: string[] = []

beforeAll(async () => {
  let connection = ''
  served = await serveApp('house', (created) => {
    connection = created
    return chatApp([], ['in.message -> out.text'])
  })
  const config = { knowledgeBaseId: await makeKnowledge(), search: { mode: 'lexical' }, limit: 1 }
  const model = { id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }
  const edges = ['in.message -> r.query', 'in.message -> m.prompt', 'r.documents -> out.documents']
  // Also returns the passages as data, which an app may do on purpose.
  await publishWith(
    served.app,
    chatApp(
      [{ id: 'r', type: 'retriever', config }, model],
      [...edges, 'm.text -> out.text', 'r.documents -> out.data'],
    ),
  )
}, 120_000)
afterAll(() => served.close())

async function makeKnowledge(): Promise<string> {
  const { db } = served.app.studio.database
  const { workspaceId } = served.app.person
  const created = await createKnowledgeBase(db, { workspaceId, name: 'House' })
  const documentId = newId()
  const row = { name: NAME, mimeType: 'text/plain', sizeBytes: 1, sha256: '', fileId: newId(), chunkCount: 3 }
  await db.insert(documents).values({
    id: documentId,
    workspaceId,
    knowledgeBaseId: created.knowledgeBaseId,
    ...row,
    status: 'ready',
    text: TEXT,
  })
  const cut = PAGES.map((text, ordinal) => ({
    ordinal,
    kind: 'text' as const,
    text,
    context: '',
    headings: [],
    page: ordinal + 1,
    parent: null,
    start: TEXT.indexOf(text),
    end: TEXT.indexOf(text) + text.length,
    tokenCount: 8,
    embedding: null,
  }))
  await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId }, cut, 3))
  const stored = await db.select({ id: chunks.id, text: chunks.text }).from(chunks)
  for (const text of PAGES) chunkIds.push(stored.find((chunk) => chunk.text === text)?.id ?? '')
  return created.knowledgeBaseId
}

/** @param sources undefined for an app published before the setting existed */
async function set(sources: SourceDetail | undefined, access = 'link'): Promise<void> {
  await served.app.request('PUT', `/api/studio/apps/${served.app.appId}/publication`, {
    slug: 'house',
    access,
    allowedOrigins: [],
    title: 'House',
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
    ...(sources === undefined ? {} : { sources }),
  })
}

type Headers = Record<string, string>
/** Changes each time, because of the rate limit per end user. */
let person = 'ann'
const keyed = (): Headers => ({ ...served.app.bearer, 'patchbay-end-user': person })
const post = async (path: string, body: object, headers = keyed()) => {
  const response = await served.app.router.request(path, postJson(body, headers))
  const text = await response.text()
  expect(response.status, `${path}: ${text}`).toBe(200)
  return text
}
const get = async (path: string, headers = keyed()) => (await served.app.router.request(path, { headers })).text()

async function visitor(): Promise<Headers> {
  const sameOrigin = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const { token } = z
    .looseObject({ token: z.string() })
    .parse(JSON.parse(await post('/embed/house/session', {}, sameOrigin)))
  return { authorization: `Bearer ${token}` }
}

async function overMcp(): Promise<string> {
  const client = new Client({ name: 'test', version: '1' })
  const headers = { ...keyed() }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), { requestInit: { headers } }))
  try {
    const result = await client.callTool({ name: 'house', arguments: { message: QUESTION } })
    const { content } = z
      .object({ content: z.array(z.looseObject({ uri: z.string().optional() })) })
      .parse(JSON.parse(JSON.stringify(result)))
    const links = content.flatMap(({ uri }) => uri ?? [])
    const resources = await Promise.all(links.map((uri) => client.readResource({ uri })))
    return JSON.stringify([result, resources])
  } finally {
    await client.close()
  }
}

const RunId = z.looseObject({ runId: z.string() })

/** Everything that each API returns for the same question, as text. */
const APIS: Record<string, () => Promise<string>> = {
  'native API': async () => {
    const response = await post('/api/v1/apps/house/runs', { inputs: { message: QUESTION } })
    const { runId } = RunId.parse(JSON.parse(response))
    return response + (await get(`/api/v1/apps/house/runs/${runId}`))
  },
  'native API, streamed': () => post('/api/v1/apps/house/runs', { inputs: { message: QUESTION }, stream: true }),
  'native conversations': async () => {
    const response = await served.app.router.request('/api/v1/apps/house/conversations', postJson({}, keyed()))
    const { id } = z.looseObject({ id: z.string() }).parse(await response.json())
    await post('/api/v1/apps/house/runs', { inputs: { message: QUESTION }, conversationId: id })
    return get(`/api/v1/apps/house/conversations/${id}/messages`)
  },
  'page and widget': async () => {
    return post('/embed/house/messages', { inputs: { message: QUESTION } }, await visitor())
  },
  'AI SDK': () =>
    post('/api/v1/apps/house/ai-sdk', {
      id: newId(),
      messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
      trigger: 'submit-message',
    }),
  Responses: async () => {
    const request = { model: 'house', input: QUESTION }
    return (
      (await post('/api/openai/v1/responses', request)) +
      (await post('/api/openai/v1/responses', { ...request, stream: true }))
    )
  },
  'chat completions': async () => {
    const request = { model: 'house', messages: [{ role: 'user', content: QUESTION }] }
    const path = '/api/openai/v1/chat/completions'
    return (await post(path, request)) + (await post(path, { ...request, stream: true }))
  },
  MCP: overMcp,
  Dify: async () => {
    const request = { query: QUESTION, user: person, inputs: {} }
    const fullText = await post('/v1/chat-messages', { ...request, response_mode: 'blocking' }, served.app.bearer)
    const streamed = await post('/v1/chat-messages', { ...request, response_mode: 'streaming' }, served.app.bearer)
    const { conversation_id } = z.looseObject({ conversation_id: z.string() }).parse(JSON.parse(fullText))
    const list = await get(`/v1/messages?conversation_id=${conversation_id}&user=${person}`, served.app.bearer)
    return fullText + streamed + list
  },
  Flowise: async () => {
    const request = { question: QUESTION }
    return (
      (await post('/api/v1/prediction/house', request)) +
      (await post('/api/v1/prediction/house', { ...request, streaming: true }))
    )
  },
}
/** Annotations of Responses name the file without quoting it. */
const QUOTING = Object.keys(APIS).filter((api) => api !== 'Responses')
const NAMING = [...QUOTING, 'Responses']

describe.each(Object.keys(APIS))('%s', (api) => {
  const request = APIS[api] ?? (async () => '')
  const seen = async () => {
    person = `ann-${newId()}`
    const text = await request()
    return {
      uncited: UNCITED.some((page) => text.includes(page)),
      passage: text.includes(CITED),
      name: text.includes(NAME),
    }
  }

  test.each([
    ['passage', true, true],
    ['name', false, true],
    ['none', false, false],
  ] as const)('shows exactly the sources allowed by "%s", and never uncited text', async (sources, passage, name) => {
    await set(sources)
    const passages = await seen()
    expect(passages.uncited).toBe(false)
    // Shows the allowed sources if the API has a place for it.
    if (QUOTING.includes(api) || !passage) expect(passages.passage).toBe(passage)
    if (NAMING.includes(api) || !name) expect(passages.name).toBe(name)
  })
})

describe('passages of the page and the widget', () => {
  const range = (page: number) => {
    const start = TEXT.indexOf(PAGES[page] ?? '')
    return { start: String(start), end: String(start + (PAGES[page] ?? '').length) }
  }
  const read = async (headers: Headers, page: number, overrides: object = {}) => {
    const query = new URLSearchParams({ ...range(page), ...overrides })
    const response = await served.app.router.request(`/embed/house/passages/${chunkIds[page]}?${query}`, {
      headers: headers,
    })
    return { status: response.status, text: await response.text() }
  }
  async function startAnsweredRun() {
    const headers = await visitor()
    const response = await served.app.router.request(
      '/embed/house/messages',
      postJson({ inputs: { message: QUESTION } }, headers),
    )
    await response.text()
    return { who: headers, run: response.headers.get('x-run-id') ?? '' }
  }
  const isUncited = ({ text }: { text: string }) => UNCITED.some((page) => text.includes(page))

  test('"document" shows the passage with the surrounding text', async () => {
    await set('document')
    const citedPage = await read(await visitor(), 1)
    expect([citedPage.status, isUncited(citedPage), citedPage.text.includes(CITED)]).toEqual([200, true, true])
  })

  test('"passage" shows only a cited passage, to its reader, and no other range of it', async () => {
    await set('passage')
    const { who: headers, run } = await startAnsweredRun()
    const citedPage = await read(headers, 1, { run })
    expect([citedPage.status, isUncited(citedPage), citedPage.text.includes(CITED)]).toEqual([200, false, true])
    const tries = [
      await read(headers, 1),
      await read(headers, 0),
      await read(headers, 0, { run }),
      await read(headers, 1, { run, start: '0' }),
      await read(headers, 1, { run, end: String(TEXT.length) }),
      await read(headers, 1, { run: newId() }),
      await read(await visitor(), 1, { run }),
    ]
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404))
    expect(tries.some(({ text }) => text.includes('boiler') || text.includes('zebra'))).toBe(false)
  })

  test.each(['name', 'none'] as const)('"%s" opens no passage', async (sources) => {
    await set(sources)
    const { who: headers, run } = await startAnsweredRun()
    expect((await read(headers, 1, { run })).status).toBe(404)
  })
})

test('the URL in an annotation of a chat completion opens only the cited passage, for the same end user', async () => {
  await set('passage')
  person = `ann-${newId()}`
  const request = { model: 'house', messages: [{ role: 'user', content: QUESTION }] }
  const completion = JSON.parse(await post('/api/openai/v1/chat/completions', request))
  const url = new URL(completion.choices[0].message.annotations[0].url_citation.url)
  const read = async (address: string, headers = keyed()) =>
    (await served.app.router.request(address, { headers })).status
  const path = url.pathname + url.search
  expect(await get(path)).toContain(CITED)
  for (const page of UNCITED) expect(await get(path)).not.toContain(page)
  expect(await read(path, { ...keyed(), 'patchbay-end-user': 'someone-else' })).toBe(404)
  expect(await read(path.replace(/&run=.*/, ''))).toBe(404)
  expect(await read(path.replace(/start=\d+/, 'start=0'))).toBe(404)
  expect(await read(path.replace(chunkIds[1] ?? '', chunkIds[0] ?? ''))).toBe(404)
  await set('name')
  expect(await read(path)).toBe(404)
})

test('a passage URI of MCP opens neither another passage nor an uncited range', async () => {
  await set('passage')
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), { requestInit: { headers: keyed() } }),
  )
  const answer = await client.callTool({ name: 'house', arguments: { message: QUESTION } })
  const { runId, citations } = z
    .looseObject({ runId: z.string(), citations: z.array(z.looseObject({ uri: z.string() })) })
    .parse(answer.structuredContent)
  const uri = citations[0]?.uri ?? ''
  expect(JSON.stringify(await client.readResource({ uri }))).toContain(CITED)
  const address = (chunkId: string | undefined, query: string) => `patchbay://apps/house/passages/${chunkId}?${query}`
  for (const other of [
    address(chunkIds[0], `start=0&end=31&run=${runId}`),
    address(chunkIds[1], `start=0&end=${TEXT.length}&run=${runId}`),
    uri.replace(/&run=.*/, ''),
  ])
    await expect(client.readResource({ uri: other }), other).rejects.toThrow()
  await client.close()
})

test('defaults to cited passages for public apps, and to whole documents for others', async () => {
  const { db } = served.app.studio.system
  const address = { appId: served.app.appId, workspaceId: served.app.person.workspaceId }
  const stored = async () =>
    (
      await db
        .select({ settings: publications.settings })
        .from(publications)
        .where(eq(publications.appId, address.appId))
    )[0]?.settings
  await set(undefined)
  expect([(await stored())?.sources, await sourcesOfApp(db, address)]).toEqual([undefined, 'passage'])
  const headers = await visitor()
  const response = await served.app.router.request(`/embed/house/passages/${chunkIds[1]}?start=32&end=75`, {
    headers: headers,
  })
  expect(response.status).toBe(404)
  await set(undefined, 'members')
  expect(await sourcesOfApp(db, address)).toBe('document')
  expect(await sourcesOfApp(db, { ...address, appId: newId() })).toBe('none')
})
