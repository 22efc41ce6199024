import { expect, test } from 'vitest'
import { sendJson, startWireServer } from '../testing/wire-server'
import client from './client'

test('reads the bare list with its own ability names', async () => {
  const server = await startWireServer((_, response) =>
    sendJson(response, 200, [
      { id: 'meta/chat', type: 'chat', display_name: 'Chat' },
      { id: 'meta/base', type: 'language' },
      { id: 'x/vectors', type: 'embedding' },
      { id: 'x/painter', type: 'image' },
      { id: 'whisper-x', type: 'something new' },
    ]),
  )
  const connection = { baseUrl: `${server.url}/v1`, apiKey: 'k', fields: {}, fetch: server.egress.fetch }
  const models = await client.listModels(connection, AbortSignal.timeout(1_000))
  expect(models).toEqual([
    { id: 'meta/chat', label: 'Chat', ability: 'chat' },
    { id: 'x/vectors', label: 'x/vectors', ability: 'embed' },
    { id: 'x/painter', label: 'x/painter', ability: 'image' },
    { id: 'whisper-x', label: 'whisper-x', ability: 'transcribe' },
  ])
  await server.close()
})
