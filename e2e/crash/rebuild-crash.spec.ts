import { rmSync } from 'node:fs'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { startEmbeddingService } from '../support/embedding-service'
import { passagesOf } from '../support/passages-of'
import { setUp } from '../support/set-up'
import { startStudio } from '../support/studio-server'

const DOCUMENTS = Number(process.env.KILL_DOCUMENTS ?? 30)
/** More passages than one embedding request (96), so that the kill falls between two requests. */
const LARGE = { number: 4, lines: 150 }
/** The builder processes 12 documents at a time. At the kill, all of the first batch except the large one are done. */
const DONE_AT_KILL = 11

const linesOf = (number: number) =>
  Array.from(
    { length: number === LARGE.number ? LARGE.lines : 6 },
    (_, line) => `机器${number}x的零件${line}y重${line * 3}克。`,
  )
const nameOf = (number: number) => `machine-${String(number).padStart(5, '0')}.txt`
const numbers = [...Array(DOCUMENTS).keys()]
const LAST_LINE = linesOf(LARGE.number).at(-1) ?? ''

test(`kill -9 during a rebuild of ${DOCUMENTS} documents: the old index keeps serving, and the new one resumes with its current part`, async ({
  page,
}) => {
  test.setTimeout(DOCUMENTS * 2_000 + 240_000)
  const model = await startEmbeddingService(LAST_LINE)
  const env = { EGRESS_ALLOW: model.origin }
  let server = await startStudio({ env })
  const { dataDir, port } = server
  try {
    await setUp(page, server)
    const studio = await makeBase(page.request, server.url, model.origin)
    await settled(studio)
    // Several lines per passage, keyword index only: the built-in model does not support Chinese.
    expect(await bestPassage(studio)).toContain('\n')

    const plan = {
      embedder: { connection: studio.connection, model: 'embed-24' },
      chunking: { all: { chunker: 'sentence-window' } },
    }
    const started = await studio.request.post(`${studio.knowledgeUrl}/rebuild`, { data: plan, headers: studio.headers })
    expect(started.status(), await started.text()).toBe(200)
    const { indexId } = await started.json()
    const state = async () => {
      const index = (await indexesOf(studio)).find(({ id }) => id === indexId)
      return [index?.status, index?.documentsDone, model.held()]
    }
    await expect.poll(state, { timeout: 60_000 }).toEqual(['building', DONE_AT_KILL, 1])
    await server.kill()
    await expect.poll(model.held).toBe(0)

    server = await startStudio({ dataDir, port, env })
    await expect.poll(state, { timeout: 60_000 }).toEqual(['building', expect.any(Number), 1])
    expect(await bestPassage(studio)).toContain('\n')
    model.release()
    await expect
      .poll(async () => (await state())[0], { timeout: DOCUMENTS * 1_000 + 60_000, intervals: [300] })
      .toBe('active')

    expect(await bestPassage(studio)).toMatch(/^机器\d+x的零件\dy重\d+克。$/)
    expect(await passagesOf(studio.request, studio.knowledgeUrl)).toEqual(
      new Map(numbers.map((number) => [`all/${nameOf(number)}`, linesOf(number)])),
    )
    // Earlier embeddings were kept: the service has received no line twice.
    const sent = model.given.filter((text) => text.endsWith('克。'))
    expect(sent).toHaveLength(new Set(sent).size)
    expect(sent).toHaveLength(numbers.flatMap(linesOf).length)
  } finally {
    await server.stop()
    await model.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

interface Studio {
  request: APIRequestContext
  knowledgeUrl: string
  headers: { origin: string }
  connection: string
}

async function makeBase(request: APIRequestContext, url: string, service: string): Promise<Studio> {
  const headers = { origin: url }
  const send = async (path: string, options: object) => {
    const response = await request.post(url + path, { ...options, headers })
    expect(response.status(), await response.text()).toBe(200)
    return response.json()
  }
  const connection = { name: 'Embeddings', provider: 'openai-compatible', baseUrl: `${service}/v1` }
  const { id } = await send('/api/studio/connections', { data: connection })
  const base = await send('/api/studio/knowledge', { data: { name: 'Many' } })
  const files = Object.fromEntries(numbers.map((number) => [nameOf(number), strToU8(linesOf(number).join('\n\n'))]))
  const file = { name: 'all.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) }
  const basePath = `/api/studio/knowledge/${base.id}`
  await send(`${basePath}/documents`, { multipart: { file } })
  return { request, headers, knowledgeUrl: url + basePath, connection: id }
}

async function settled({ request, knowledgeUrl }: Studio): Promise<void> {
  const counts = async () => {
    const { documentCount, pendingCount } = await (await request.get(knowledgeUrl)).json()
    return [documentCount, pendingCount]
  }
  await expect.poll(counts, { timeout: DOCUMENTS * 1_000 + 60_000, intervals: [300] }).toEqual([DOCUMENTS, 0])
}

async function indexesOf({
  request,
  knowledgeUrl,
}: Studio): Promise<{ id: string; status: string; documentsDone: number }[]> {
  return (await (await request.get(`${knowledgeUrl}/indexes`)).json()).indexes
}

async function bestPassage({ request, knowledgeUrl, headers }: Studio): Promise<string> {
  const data = { query: '机器7x的零件3y重', limit: 1 }
  const { hits } = await (await request.post(`${knowledgeUrl}/search`, { data, headers })).json()
  return hits[0]?.text ?? ''
}
