import { afterEach, expect, test } from 'vitest'
import { destroyAfterWrites, sendJson, startWireServer, type WireServer } from '../../testing/wire-server'
import { speakWithOpenAi, transcribeWithOpenAi } from './openai-audio'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(answer: Parameters<typeof startWireServer>[0]) {
  server = await startWireServer(answer)
  return { baseUrl: server.url, apiKey: null, fields: {}, fetch: server.egress.fetch }
}
const signal = AbortSignal.timeout(5_000)
const recording = { model: 'whisper-1', mediaType: 'audio/webm;codecs=opus', fileName: 'a"\r\nx.webm', signal }
const speech = { model: 'tts-1', format: 'opus' as const, signal }

test("keeps a recording's bytes and derives its extension from its type", async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, { text: 'Hi', usage: { type: 'duration', seconds: 3 } }),
  )
  const audio = Uint8Array.from({ length: 256 }, (_, n) => n)
  expect(await transcribeWithOpenAi(connection, { ...recording, audio }, {})).toEqual({
    text: 'Hi',
    usage: null,
    seconds: 3,
  })
  const [request] = server?.requests ?? []
  expect(request?.bytes.includes(Buffer.from(audio))).toBe(true)
  expect(request?.body).toContain('filename="audio.webm"')
  await transcribeWithOpenAi(connection, { ...recording, mediaType: 'audio/x-new', fileName: 'a.AAC', audio }, {})
  expect(server?.requests[1]?.body).toContain('filename="audio.aac"')
})

test('rejects recordings above 25 MB and texts above 4,096 characters before sending them', async () => {
  const connection = await connect(() => {})
  const audio = new Uint8Array(25 * 1024 * 1024 + 1)
  await expect(transcribeWithOpenAi(connection, { ...recording, audio }, {})).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
  })
  await expect(speakWithOpenAi(connection, { ...speech, text: 'x'.repeat(4_097) }, {}, 'alloy')).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
  })
  expect(server?.requests).toHaveLength(0)
})

test('replaces the default voice by a selected one', async () => {
  const connection = await connect((_, response) => {
    response.writeHead(200, { 'content-type': 'audio/ogg' })
    response.end('OggS')
  })
  const speechResult = await speakWithOpenAi(connection, { ...speech, text: 'Hi', voice: 'nova' }, {}, 'alloy')
  expect(speechResult).toEqual({ bytes: new Uint8Array(Buffer.from('OggS')), mediaType: 'audio/ogg' })
  expect(JSON.parse(server?.requests[0]?.body ?? '')).toEqual({
    model: 'tts-1',
    input: 'Hi',
    voice: 'nova',
    response_format: 'opus',
  })
})

test.each([
  ['words', 'application/json', '{"detail":"busy"}'],
  ['nothing', 'audio/ogg', ''],
])('rejects %s instead of audio', async (_, type, body) => {
  const connection = await connect((__, response) => {
    response.writeHead(200, { 'content-type': type })
    response.end(body)
  })
  await expect(speakWithOpenAi(connection, { ...speech, text: 'Hi' }, {}, 'alloy')).rejects.toMatchObject({
    code: 'MODEL_FAILED',
  })
})

test('treats interrupted audio as a connection failure', async () => {
  const connection = await connect((_, response) => {
    response.writeHead(200, { 'content-type': 'audio/ogg' })
    response.write('OggS')
    destroyAfterWrites(response)
  })
  await expect(speakWithOpenAi(connection, { ...speech, text: 'Hi' }, {}, 'alloy')).rejects.toMatchObject({
    code: 'MODEL_UNREACHABLE',
  })
})
