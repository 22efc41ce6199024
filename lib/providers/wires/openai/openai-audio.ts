import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { MediaResult, ProviderConnection, SpeakCall, TranscribeCall, Transcript } from '../../provider-client'
import { hostOf } from '../http/get-json'
import { toModelError } from '../http/model-error'
import { postJson, postToModel, unreadable } from '../http/post-json'

/** Limit of OpenAI and most other services. */
const MAX_AUDIO_BYTES = 25 * 1024 * 1024
const MAX_SPOKEN_CHARACTERS = 4_096

const Tokens = z.number().int().min(0).optional().catch(undefined)
const Seconds = z.number().min(0).max(1_000_000).optional().catch(undefined)
const Answer = z.object({
  text: z.string().max(5_000_000),
  // Mistral reports tokens like for chat; services that bill by the minute report the length.
  usage: z
    .object({
      input_tokens: Tokens,
      output_tokens: Tokens,
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
      seconds: Seconds,
      prompt_audio_seconds: Seconds,
    })
    .nullish()
    .catch(undefined),
})

type Headers = Record<string, string>

/** `POST /audio/transcriptions`: the recording as a form. */
export async function transcribeWithOpenAi(
  connection: ProviderConnection,
  { model, audio, mediaType, fileName, language, signal }: TranscribeCall,
  headers: Headers,
): Promise<Transcript> {
  if (audio.byteLength > MAX_AUDIO_BYTES) throw new AppError('LIMIT_EXCEEDED', problem('providers.recordingTooLarge'))
  const body = new FormData()
  // Services detect the format by extension; the rest of the name is private.
  body.set('file', new Blob([new Uint8Array(audio)], { type: mediaType }), `audio${endingOf(fileName, mediaType)}`)
  body.set('model', model)
  body.set('response_format', 'json')
  if (language !== undefined) body.set('language', language)
  const url = `${connection.baseUrl}/audio/transcriptions`
  const { text, usage } = await postJson(Answer, connection, { url, headers, body, model, signal })
  const inputTokens = usage?.input_tokens ?? usage?.prompt_tokens
  const outputTokens = usage?.output_tokens ?? usage?.completion_tokens
  const seconds = usage?.seconds ?? usage?.prompt_audio_seconds
  return {
    text,
    usage: inputTokens === undefined ? null : { inputTokens, outputTokens: outputTokens ?? 0 },
    ...(seconds === undefined ? {} : { seconds }),
  }
}

/** `POST /audio/speech`: the response is the recording. */
export async function speakWithOpenAi(
  connection: ProviderConnection,
  { model, text, voice, format, signal }: SpeakCall,
  headers: Headers,
  defaultVoice: string,
): Promise<MediaResult> {
  if (text.length > MAX_SPOKEN_CHARACTERS)
    throw new AppError('LIMIT_EXCEEDED', problem('providers.speechTooLong', { max: MAX_SPOKEN_CHARACTERS }))
  const url = `${connection.baseUrl}/audio/speech`
  const body = { model, input: text, voice: voice ?? defaultVoice, response_format: format }
  const response = await postToModel(connection, { url, headers, body, model, signal })
  const bytes = await readBytes(response, { host: hostOf(url), model, signal })
  const type = response.headers.get('content-type') ?? ''
  if (bytes.byteLength === 0 || /json|text\//.test(type)) throw unreadable(url)
  return { bytes, mediaType: MEDIA_TYPES[format] }
}

const MEDIA_TYPES = { mp3: 'audio/mpeg', wav: 'audio/wav', opus: 'audio/ogg' } as const
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/wav': '.wav',
  'audio/x-wav': '.wav',
  'audio/ogg': '.ogg',
  'audio/webm': '.webm',
  'audio/flac': '.flac',
}

function endingOf(fileName: string, mediaType: string): string {
  const [type = ''] = mediaType.split(';')
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined
  return ending ?? /\.[a-z0-9]{2,5}$/i.exec(fileName)?.[0].toLowerCase() ?? ''
}

export async function readBytes(
  response: Response,
  context: { host: string; model: string; signal: AbortSignal },
): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (failure) {
    throw toModelError(failure, context)
  }
}
