import { afterEach, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { detectLocal } from './detect-local'

let server: WireServer | undefined
afterEach(() => server?.close())

const portOf = ({ url }: WireServer) => Number(new URL(url).port)

test('detects Ollama by its native API and excludes embedding models', async () => {
  server = await startWireServer((_, response) =>
    sendJson(response, 200, { models: [{ name: 'llama3.2' }, { name: 'nomic-embed-text' }] }),
  )
  const found = await detectLocal({ fetch: server.egress.fetch, ports: { ollama: portOf(server) } })
  expect(found).toEqual([
    { kind: 'ollama', name: 'Ollama', provider: 'ollama', baseUrl: server.url, models: ['llama3.2'] },
  ])
})

test('requires a server on a common port to identify itself', async () => {
  server = await startWireServer((_, response) => sendJson(response, 200, { data: [{ id: 'm', owned_by: 'someone' }] }))
  expect(await detectLocal({ fetch: server.egress.fetch, ports: { vllm: portOf(server) } })).toEqual([])
})

test('finds nothing when the operator forbids it, and does not wait for a silent port', async () => {
  server = await startWireServer(() => {})
  expect(await detectLocal({ fetch: server.egress.fetch, ports: { ollama: portOf(server) } })).toEqual([])
  expect(await detectLocal({ fetch: createEgress({ allow: '' }).fetch })).toEqual([])
})
