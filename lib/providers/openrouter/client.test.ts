import { expect, test } from 'vitest'
import { sendJson, startWireServer } from '../testing/wire-server'
import client from './client'

test('fails the connection test for a wrong key although the model list is public', async () => {
  const server = await startWireServer((request, response) =>
    request.url === '/api/v1/key'
      ? sendJson(response, 401, { error: { message: 'No cookie auth credentials found', code: 401 } })
      : sendJson(response, 200, { data: [{ id: 'a/b', name: 'B' }] }),
  )
  const connection = { baseUrl: `${server.url}/api/v1`, apiKey: 'sk-or-1', fields: {}, fetch: server.egress.fetch }
  await expect(client.listModels(connection, AbortSignal.timeout(1_000))).rejects.toMatchObject({
    code: 'MODEL_UNAUTHORIZED',
  })
  expect(server.requests.map(({ url }) => url)).toEqual(['/api/v1/key'])
  await server.close()
})
