import 'server-only'
import type { ImageRequest, MadeMedia, SpeakRequest, TranscribeRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { audioSeconds } from './audio-seconds'
import { callOperation } from './call-operation'
import type { OperationDependencies } from './call-operation-target'

type Models = EnginePorts['models']

/** The engine's `transcribe` over a workspace's connections and routes. */
export async function transcribe(
  dependencies: OperationDependencies,
  request: TranscribeRequest,
): ReturnType<Models['transcribe']> {
  const { model, nodeId = null, ...call } = request
  const { answer, ...called } = await callOperation(dependencies, {
    ability: 'transcribe',
    model,
    nodeId,
    dataKinds: ['audio'],
    sentCharacters: 0,
    amounts: { seconds: audioSeconds(call.audio, call.mediaType) },
    signal: call.signal,
    call: (client, connection, to) => client.transcribe?.(connection, { ...call, ...to }),
    usageOf: ({ usage, seconds }) => ({ tokens: usage, ...(seconds === undefined ? {} : { amounts: { seconds } }) }),
  })
  return { text: answer.text, ...called }
}

/** The engine's `speak`. */
export async function speak(dependencies: OperationDependencies, request: SpeakRequest): Promise<MadeMedia> {
  const { model, nodeId = null, ...call } = request
  const { answer, ...called } = await callOperation(dependencies, {
    ability: 'speak',
    model,
    nodeId,
    dataKinds: ['prompt'],
    sentCharacters: call.text.length,
    sample: call.text,
    amounts: { characters: call.text.length },
    signal: call.signal,
    call: (client, connection, to) => client.speak?.(connection, { ...call, ...to }),
    usageOf: ({ usage = null }) => ({ tokens: usage }),
  })
  return { bytes: answer.bytes, mediaType: answer.mediaType, ...called }
}

/** The engine's `makeImage`. */
export async function makeImage(dependencies: OperationDependencies, request: ImageRequest): Promise<MadeMedia> {
  const { model, nodeId = null, ...call } = request
  const { answer, ...called } = await callOperation(dependencies, {
    ability: 'image',
    model,
    nodeId,
    dataKinds: ['prompt'],
    sentCharacters: call.prompt.length,
    sample: call.prompt,
    amounts: { images: 1, ...(call.size === undefined ? {} : { size: call.size }) },
    signal: call.signal,
    call: (client, connection, to) => client.image?.(connection, { ...call, ...to }),
    usageOf: ({ usage = null }) => ({ tokens: usage }),
  })
  return { bytes: answer.bytes, mediaType: answer.mediaType, ...called }
}
