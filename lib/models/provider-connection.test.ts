import { afterEach, expect, test } from 'vitest'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { openAiWire } from '@/lib/providers/testing/openai-wire'
import { startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { createModelPorts } from './create-model-ports'
import { providerConnection } from './provider-connection'
import { freeGateway } from './testing/free-gateway'

let server: WireServer | undefined
afterEach(() => server?.close())

test('reports a token that a client derives from the key, for redaction', async () => {
  server = await startWireServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(openAiWire.text(['ok'], { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }).join(''))
  })
  const secrets: string[] = []
  const models = createModelPorts({
    resolveConnection: async () => ({
      provider: 'sagemaker',
      baseUrl: `${server?.url}/endpoints/qwen/openai/v1`,
      apiKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      fields: { region: 'eu-central-1', endpoint: 'qwen', accessKeyId: 'AKIDEXAMPLE000000' },
    }),
    defaultChat: async () => null,
    builtin: fakePorts().models,
    gateway: freeGateway(),
    stickyKey: 'me',
    fetch: server.egress.fetch,
    onSecret: (secret) => secrets.push(secret),
  })
  const signal = AbortSignal.timeout(5_000)
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  await models.chat({ model: { connection: 'c', model: 'qwen' }, messages, signal }, () => {})
  expect(`Bearer ${secrets.at(-1)}`).toBe(server.requests[0]?.headers.authorization)
})

test('rejects a key that is invalid in a header without quoting it', async () => {
  server = await startWireServer(() => {})
  const settings = { provider: 'openai', baseUrl: server.url, apiKey: 'sk-zebra\u0000' }
  const { fetch } = server.egress
  const resolveConnection = async () => providerConnection(settings, fetch)
  const failure = await resolveConnection().catch((error: Error) => error)
  expect(failure).toMatchObject({ code: 'INVALID_INPUT' })
  expect(String(failure)).not.toContain('zebra')
})
