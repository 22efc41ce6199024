import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { dropSingleton } from '@/lib/platform/singleton'
import { startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { callLedger } from '@/lib/services/gateway/workspace-gateway'
import { publicModels } from './models'

let studio: TestStudio
let server: WireServer
let request: (content: string) => ReturnType<ReturnType<typeof publicModels>['chat']>
const id = { connection: newId(), model: newId(), key: newId() }
const allowedBefore = process.env.EGRESS_ALLOW

const event = (content: string, reason: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`

beforeAll(async () => {
  // “endless” streams words until its caller disconnects.
  server = await startWireServer(async ({ body, isAborted }, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event('Hel'))
    while (body.includes('endless') && !isAborted())
      await new Promise((resolve) => response.write(event('lo'), resolve))
    response.end(`${event('lo', 'stop')}data: [DONE]\n\n`)
  })
  process.env.EGRESS_ALLOW = new URL(server.url).host
  dropSingleton('env')
  dropSingleton('egress')
  dropSingleton('egress-models')
  studio = await createTestStudio()
  const { workspaceId } = await studio.signUp('owner')
  const { db } = studio.system
  await db.insert(connections).values({
    id: id.connection,
    workspaceId,
    name: 'C',
    provider: 'openai-compatible',
    status: 'ok',
    baseUrl: `${server.url}/v1`,
  })
  await db.insert(registeredModels).values({ id: id.model, workspaceId, name: 'tuned', kind: 'chat' })
  await db.insert(modelVersions).values({
    id: newId(),
    workspaceId,
    modelId: id.model,
    number: 3,
    stage: 'production',
    connectionId: id.connection,
    remoteModel: 'ft:abc',
  })
  const model = { modelId: id.model, workspaceId, name: 'tuned', kind: 'chat' as const, description: '', updatedAt: '' }
  const key = { keyId: id.key, workspaceId, appIds: [], environment: null, canEvaluate: false }
  request = (content) =>
    publicModels(studio.system).chat({
      key,
      model,
      endUser: null,
      stream: true,
      signal: AbortSignal.timeout(20_000),
      messages: [{ role: 'user', content }],
    })
})
afterAll(async () => {
  await studio.close()
  await closeEgress()
  await server.close()
  if (allowedBefore === undefined) delete process.env.EGRESS_ALLOW
  else process.env.EGRESS_ALLOW = allowedBefore
  dropSingleton('env')
})

test('calls a tuned model by its current name, and streams its output', async () => {
  const types: string[] = []
  let text = ''
  for await (const chunk of request('Hi')) {
    types.push(chunk.type)
    if (chunk.type === 'text') text += chunk.text
  }
  expect([text, types[0], types.slice(-2)]).toEqual(['Hello', 'decision', ['usage', 'finish']])
  expect(JSON.parse(server.requests.at(-1)?.body ?? '{}')).toMatchObject({ model: 'ft:abc', stream: true })
})

test('a caller who stops reading ends the call at the next word, and the ledger records the streamed part', async () => {
  for await (const chunk of request('endless')) if (chunk.type === 'text') break
  await expect.poll(() => server.requests.at(-1)?.isAborted()).toBe(true)
  const { db } = studio.system
  const cancelled = async () => {
    await callLedger(db).flush()
    const [call] = await db.select().from(modelCalls).where(eq(modelCalls.outcome, 'cancelled'))
    return call && { estimated: call.estimated, hasWords: call.outputTokens > 0 }
  }
  await expect.poll(cancelled).toEqual({ estimated: true, hasWords: true })
})
