import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { TranscribeRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const FILE = { fileId: '0198c0de-0000-7000-8000-0000000000f1', name: 'call.mp3', mediaType: 'audio/mpeg', sizeBytes: 3 }
const graph = chatApp(
  [
    { id: 'j', type: 'code', config: { code: 'return { audio: input.text }' } },
    { id: 's', type: 'speech-to-text', config: { model: { connection: 'c1', model: 'whisper' }, language: 'de' } },
  ],
  ['in.message -> j.text', 'j.result -> s.audio', 's.text -> out.text'],
)

function transcriptionPorts() {
  const requests: TranscribeRequest[] = []
  const usage = { model: 'c1/whisper', inputTokens: 0, outputTokens: 0, costMicros: 6_000, estimated: true }
  const models: EnginePorts['models'] = {
    ...scriptedModel([]).models,
    transcribe: async (request) => {
      requests.push(request)
      return { text: ' Hello. ', usage, decisions: [{ kind: 'route', message: 'Route “voice”.' }] }
    },
  }
  const files: EnginePorts['files'] = {
    ...fakePorts().files,
    recording: async (fileId) => {
      if (fileId !== FILE.fileId)
        throw new AppError('NOT_FOUND', verbatim('A recording of this run no longer exists. Send it again.'))
      return { bytes: Uint8Array.of(1, 2, 3), mediaType: FILE.mediaType, name: FILE.name }
    },
  }
  return { models, files, requests }
}

const sandbox: EnginePorts['sandbox'] = {
  run: async ({ input }) => ({ output: JSON.parse(String(input.text)), logs: [] }),
}

test('returns the text of a recording, with its cost and the decisions of its route', async () => {
  const { requests, ...ports } = transcriptionPorts()
  const { outputs, events } = await runApp(graph, {
    inputs: { message: JSON.stringify(FILE) },
    ports: { ...ports, sandbox },
  })
  expect(outputs?.text).toBe('Hello.')
  expect(requests[0]).toMatchObject({ fileName: 'call.mp3', mediaType: 'audio/mpeg', language: 'de', nodeId: 's' })
  expect(events.find(({ type }) => type === 'node-usage')).toMatchObject({ usage: { costMicros: 6_000 } })
  expect(events.find(({ type }) => type === 'node-decision')).toMatchObject({ decision: { kind: 'route' } })
})

test.each([
  ['"words"', 'INVALID_INPUT'],
  [JSON.stringify([FILE, FILE]), 'INVALID_INPUT'],
  [JSON.stringify({ ...FILE, fileId: '0198c0de-0000-7000-8000-0000000000f2' }), 'NOT_FOUND'],
])('rejects files that are not recordings of this run, without a call: %s', async (message, code) => {
  const { requests, ...ports } = transcriptionPorts()
  const { error } = await runApp(graph, { inputs: { message }, ports: { ...ports, sandbox } })
  expect([error?.code, requests.length]).toEqual([code, 0])
})

test('names the missing model, and takes a language code', () => {
  const config = manifest.config.parse({})
  expect(manifest.check?.(config, 's')).toMatchObject([{ code: 'MISSING_RESOURCE', path: 'model' }])
  expect(manifest.config.safeParse({ language: 'German' }).success).toBe(false)
})
