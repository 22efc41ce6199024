import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { exportApp } from './export-app'
import { generateImage, synthesizeSpeech, transcribe } from './runtime/media'
import { openRecording } from './runtime/recording'
import { checkTypes, runCommandLine, runExported } from './testing/run-exported'
import { createProjectsFolder, writeProject } from './testing/write-project'

const SLOW_MS = 120_000
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const painter = { connection: 'c1', model: 'painter' }

const drawn = chatApp(
  [
    { id: 'p', type: 'image-generation', config: { model: painter, size: '1024x1024' } },
    { id: 's', type: 'text-to-speech', config: { model: { connection: 'c1', model: 'voice' }, format: 'opus' } },
  ],
  ['in.message -> p.prompt', 'in.message -> s.text', 'p.image -> out.files', 's.audio -> out.files'],
)

/** A recording passed in through a form field. */
function heard(): Graph {
  const graph = chatApp(
    [{ id: 'w', type: 'speech-to-text', config: { model: { connection: 'c1', model: 'ear' }, language: 'de' } }],
    ['in.call -> w.audio', 'w.text -> out.text'],
  )
  const fields = [{ name: 'call', label: 'Call', kind: 'audio', options: [], required: true, default: '' }]
  const start = graph.nodes.find(({ id }) => id === 'in')
  if (start) start.config = { mode: 'form', fields }
  return graph
}

let folder: string
let server: WireServer
beforeAll(async () => {
  folder = await createProjectsFolder()
  server = await startWireServer((request, response) => {
    if (request.url === '/images/generations') return sendJson(response, 200, { data: [{ b64_json: PIXEL }] })
    if (request.url === '/audio/transcriptions') return sendJson(response, 200, { text: ' Hello. ' })
    response.writeHead(200, { 'content-type': 'audio/ogg' }).end(Buffer.from([1, 2, 3]))
  })
  const graphs = { drawn, heard: heard() }
  for (const [name, graph] of Object.entries(graphs)) {
    const exported = exportApp(
      { appId: name, name, description: '', version: 1, graph },
      {
        model: ({ model }) => ({ provider: 'groq', model, connectionName: 'Media', baseUrl: server.url }),
        knowledgeBaseName: () => null,
        app: () => null,
        scriptProblem: () => null,
      },
    )
    if (!exported.ok) throw new Error(JSON.stringify(exported.problems))
    await writeProject(path.join(folder, name), exported.files)
  }
}, SLOW_MS)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const Files = z.object({
  text: z.string(),
  files: z.array(z.object({ path: z.string(), name: z.string(), mediaType: z.string(), sizeBytes: z.number() })),
})

test(
  'the exported app saves generated images and speech in ./files, with the key and model of its connection',
  async () => {
    await checkTypes(path.join(folder, 'drawn'))
    const run = { folder: path.join(folder, 'drawn'), inputs: { message: ' A cat ' } }
    const [result] = await runExported([run], { OPENAI_API_KEY: 'key-1' })
    expect(result?.error).toBeUndefined()
    const { text, files } = Files.parse(result?.answer)
    expect([text, files.map(({ name, mediaType, sizeBytes }) => [name, mediaType, sizeBytes])]).toEqual([
      '',
      [
        ['picture.png', 'image/png', Buffer.from(PIXEL, 'base64').length],
        ['speech.ogg', 'audio/ogg', 3],
      ],
    ])
    expect(files.every((file) => file.path.startsWith(path.join(folder, 'drawn/files')))).toBe(true)
    expect(await readFile(files[0]?.path ?? '')).toEqual(Buffer.from(PIXEL, 'base64'))
    const requests = server.requests.map(({ url, headers, body }) => [url, headers.authorization, JSON.parse(body)])
    expect(requests.toSorted()).toEqual([
      ['/audio/speech', 'Bearer key-1', { model: 'voice', input: 'A cat', voice: 'alloy', response_format: 'opus' }],
      [
        '/images/generations',
        'Bearer key-1',
        { model: 'painter', prompt: 'A cat', n: 1, size: '1024x1024', response_format: 'b64_json' },
      ],
    ])
  },
  SLOW_MS,
)

test(
  'the exported app transcribes a recording given by path, including on the command line',
  async () => {
    await checkTypes(path.join(folder, 'heard'))
    const call = path.join(folder, 'call.wav')
    await writeFile(call, 'RIFF')
    const printed = await runCommandLine(path.join(folder, 'heard'), ['--call', call])
    expect(printed.trim()).toBe('Hello.')
    const sent = server.requests.at(-1)
    expect([sent?.url, sent?.headers.authorization]).toEqual(['/audio/transcriptions', undefined])
    for (const part of ['name="model"\r\n\r\near', 'name="language"\r\n\r\nde', 'filename="call.wav"', 'RIFF'])
      expect(sent?.body).toContain(part)
    const missing = { folder: path.join(folder, 'heard'), inputs: { call: 'nowhere.wav' } }
    expect((await runExported([missing], {}))[0]?.error).toMatch(/^The file .*nowhere\.wav/)
  },
  SLOW_MS,
)

test('rejects empty or long input and files that are not recordings or images, with a clear message', async () => {
  const service = { model: 'm', apiKey: undefined, baseUrl: server.url }
  const before = server.requests.length
  await expect(generateImage({ service, prompt: ' ' })).rejects.toThrow('no description')
  await expect(generateImage({ service, prompt: 'x'.repeat(32_001) })).rejects.toThrow('32,000')
  await expect(synthesizeSpeech({ service, text: 'x'.repeat(4_097), format: 'mp3' })).rejects.toThrow('4096')
  await expect(transcribe({ service, recording: 'words' })).rejects.toThrow('takes a recording')
  await expect(openRecording('notes.txt')).rejects.toThrow('ends in .mp3')
  expect(server.requests).toHaveLength(before)
  const wrong = await startWireServer((request, response) =>
    request.url === '/images/generations'
      ? sendJson(response, 200, { data: [{ b64_json: Buffer.from('<svg>').toString('base64') }] })
      : sendJson(response, 401, { error: { message: 'No such key.' } }),
  )
  const there = { ...service, baseUrl: wrong.url }
  await expect(generateImage({ service: there, prompt: 'A cat' })).rejects.toThrow('no picture')
  await expect(synthesizeSpeech({ service: there, text: 'Hi', format: 'mp3' })).rejects.toThrow(
    /returned 401: .*No such key/,
  )
  await wrong.close()
})
