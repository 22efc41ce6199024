import { afterEach, expect, test } from 'vitest'
import { PNG } from '../../testing/operation-wires'
import { sendJson, startWireServer, type WireServer } from '../../testing/wire-server'
import { makeImageWithOpenAi } from './openai-images'

let server: WireServer | undefined
afterEach(() => server?.close())

async function request(answer: Parameters<typeof startWireServer>[0], model = 'flux') {
  server = await startWireServer(answer)
  const connection = { baseUrl: server.url, apiKey: 'sk-test', fields: {}, fetch: server.egress.fetch }
  const call = { model, prompt: 'A cat', signal: AbortSignal.timeout(5_000) }
  return makeImageWithOpenAi(connection, call, {
    headers: { authorization: 'Bearer sk-test' },
    inlineFormat: 'b64_json',
  })
}

test('fetches an image given by URL without the key', async () => {
  const image = await request((request, response) => {
    if (request.url !== '/picture')
      return sendJson(response, 200, { data: [{ url: `http://${request.headers.host}/picture` }] })
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(PNG)
  })
  expect(image).toEqual({ bytes: new Uint8Array(PNG), mediaType: 'image/png', usage: null })
  expect(server?.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-test', undefined])
})

test('does not fetch an image from an internal address', async () => {
  const pending = request((_, response) =>
    sendJson(response, 200, { data: [{ url: 'http://169.254.169.254/latest' }] }),
  )
  await expect(pending).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
})

test.each([
  ['words', Buffer.from('<svg onload="x">').toString('base64')],
  ['nothing', ''],
])('rejects %s instead of an image, whatever the declared type', async (_, data) => {
  const pending = request((__, response) => sendJson(response, 200, { data: [{ b64_json: data }] }))
  await expect(pending).rejects.toMatchObject({ code: 'MODEL_FAILED' })
})

test.each([
  ['gpt-image-1', undefined],
  ['dall-e-3', 'b64_json'],
])('%s gets the format %j', async (model, format) => {
  await request((_, response) => sendJson(response, 200, { data: [{ b64_json: PNG.toString('base64') }] }), model)
  expect(JSON.parse(server?.requests[0]?.body ?? '').response_format).toBe(format)
})
