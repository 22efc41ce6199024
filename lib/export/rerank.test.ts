import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { exportApp } from './export-app'
import { rerankPassages } from './runtime/rerank'
import { checkTypes, runExported } from './testing/run-exported'
import { createProjectsFolder, writeProject } from './testing/write-project'

const SLOW_MS = 120_000
const model = { connection: 'c1', model: 'rerank-x' }
const graph = chatApp(
  [
    { id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb', limit: 6 } },
    { id: 'k', type: 'rerank', config: { model, limit: 1 } },
    { id: 'e', type: 'embed-text', config: {} },
    { id: 't', type: 'template', config: { text: '{{vector}}' } },
  ],
  [
    'in.message -> r.query',
    'in.message -> k.query',
    'in.message -> e.text',
    'e.vector -> t.vector',
    'r.documents -> k.documents',
    'k.documents -> out.documents',
    'k.documents -> out.text',
  ],
)

/** In the format requested by the library. */
const VECTOR = Buffer.from(Float32Array.of(1, 0).buffer).toString('base64')

let folder: string
let server: WireServer
beforeAll(async () => {
  folder = await createProjectsFolder()
  server = await startWireServer((request, response) => {
    const sent = JSON.parse(request.body)
    if (request.url === '/embeddings')
      return sendJson(response, 200, {
        data: sent.input.map((_: string, index: number) => ({ index, embedding: VECTOR })),
        usage: { prompt_tokens: 1, total_tokens: 1 },
      })
    sendJson(response, 200, {
      results: sent.documents.map((text: string, index: number) => ({
        index,
        relevance_score: /lights/i.test(text) ? 1 : 0,
      })),
    })
  })
  const exported = exportApp(
    { appId: 'a', name: 'Ranked', description: '', version: 1, graph },
    {
      model: () => ({ provider: 'jina', model: 'rerank-x', connectionName: 'Jina', baseUrl: server.url }),
      knowledgeBaseName: () => 'Manuals',
      app: () => null,
      scriptProblem: () => null,
    },
  )
  if (!exported.ok) throw new Error(JSON.stringify(exported.problems))
  await writeProject(folder, exported.files)
  await mkdir(path.join(folder, 'documents/manuals'), { recursive: true })
  await writeFile(
    path.join(folder, 'documents/manuals/a.md'),
    '# Filter\n\nRinse the filter, the filter, the filter.\n',
  )
  await writeFile(path.join(folder, 'documents/manuals/b.md'), '# Lights\n\nThe lights near the filter are red.\n')
}, SLOW_MS)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  delete process.env.RERANK_URL
})

test(
  'the exported Rerank calls the service of RERANK_URL, and the project passes the type checker',
  async () => {
    await checkTypes(folder)
    const env = {
      RERANK_URL: `${server.url}/rerank`,
      RERANK_API_KEY: 'key-1',
      EMBEDDING_MODEL: 'embed-x',
      OPENAI_API_KEY: 'key-2',
      OPENAI_BASE_URL: server.url,
    }
    const [result] = await runExported([{ folder, inputs: { message: 'filter' } }], env)
    expect(result?.error).toBeUndefined()
    expect(JSON.stringify(result?.answer)).toContain('The lights near the filter are red.')
    const rerankRequest = server.requests.find(({ url }) => url === '/rerank')
    expect([rerankRequest?.headers.authorization, JSON.parse(rerankRequest?.body ?? '{}')]).toMatchObject([
      'Bearer key-1',
      { model: 'rerank-x', query: 'filter', top_n: 1 },
    ])
  },
  SLOW_MS,
)

const passage = (chunkId: string, text: string) => ({
  chunkId,
  documentId: 'd',
  documentName: 'D',
  knowledgeBaseId: 'k',
  headings: [],
  text,
  page: null,
  start: 0,
  end: 1,
  vectorRank: null,
  keywordRank: null,
  score: 0,
})

test('without a service and embeddings, passages keep their order without duplicates', async () => {
  const passages = [passage('1', 'a'), passage('2', 'b'), passage('1', 'a'), passage('3', 'c')]
  const ranked = await rerankPassages({ question: 'q', passages, limit: 2, model: 'rerank-x' })
  expect(ranked.map(({ chunkId }) => chunkId)).toEqual(['1', '2'])
})

test('rejects a response that is not a ranking', async () => {
  const wrong = await startWireServer((_, response) => sendJson(response, 200, { results: [{ index: 'x' }] }))
  process.env.RERANK_URL = wrong.url
  const call = { question: 'q', passages: [passage('1', 'a')], limit: 1, model: 'rerank-x' }
  await expect(rerankPassages(call)).rejects.toThrow('is not a ranking')
  await wrong.close()
})
