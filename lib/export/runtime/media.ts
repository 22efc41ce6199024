import { readFile } from 'node:fs/promises'
import { isFile, type MadeFile, saveFile } from './files'
import { isObject } from './values'

/** A model that draws, speaks or listens, of an OpenAI-compatible service. */
export interface MediaService {
  model: string
  apiKey: string | undefined
  baseUrl: string
}

interface Call {
  service: MediaService
  signal?: AbortSignal | undefined
}

const MAX_PROMPT_CHARACTERS = 32_000
const MAX_SPOKEN_CHARACTERS = 4_096
const MAX_AUDIO_BYTES = 25 * 1024 * 1024
const SPOKEN = { mp3: ['mp3', 'audio/mpeg'], wav: ['wav', 'audio/wav'], opus: ['ogg', 'audio/ogg'] } as const

/** Generates an image from a description, into ./files. */
export async function generateImage(call: Call & { prompt: string; size?: string }): Promise<MadeFile> {
  const { service, prompt, size } = call
  if (prompt.trim() === '') throw new Error('There is no description to make a picture of.')
  if (prompt.trim().length > MAX_PROMPT_CHARACTERS)
    throw new Error('A description of at most 32,000 characters makes a picture. Shorten it.')
  // OpenAI's newer models reject the parameter and return the image anyway.
  const format = /^(?:chat)?gpt-image/.test(service.model) ? {} : { response_format: 'b64_json' }
  const body = { model: service.model, prompt: prompt.trim(), n: 1, ...(size ? { size } : {}), ...format }
  const answer: unknown = await (await postJson(call, '/images/generations', body)).json()
  const bytes = await bytesOfPicture(answer, call)
  const type = typeOfPicture(bytes)
  return saveFile(bytes, `picture.${type.replace('jpeg', 'jpg')}`, `image/${type}`)
}

/** Converts a text to speech, into ./files. */
export async function synthesizeSpeech(
  call: Call & { text: string; voice?: string; format: keyof typeof SPOKEN },
): Promise<MadeFile> {
  const { service, text, voice = 'alloy', format } = call
  const input = text.trim()
  if (input === '') throw new Error('The text to read aloud is empty.')
  if (input.length > MAX_SPOKEN_CHARACTERS)
    throw new Error(`At most ${MAX_SPOKEN_CHARACTERS} characters are spoken at once.`)
  const body = { model: service.model, input, voice, response_format: format }
  const response = await postJson(call, '/audio/speech', body)
  const [ending, mediaType] = SPOKEN[format]
  return saveFile(new Uint8Array(await response.arrayBuffer()), `speech.${ending}`, mediaType)
}

/** Transcribes a recording. */
export async function transcribe(call: Call & { recording: unknown; language?: string }): Promise<string> {
  const { service, recording, language } = call
  const [file, another] = [recording].flat()
  if (!isFile(file)) throw new Error('“Recording” takes a recording: connect an input of that kind.')
  if (another !== undefined) throw new Error('One recording is written down at a time. Use a Map node for several.')
  const bytes = await readFile(file.path)
  if (bytes.byteLength > MAX_AUDIO_BYTES)
    throw new Error('A recording may have at most 25 MB. Shorten it, or save it as MP3 or Opus.')
  const body = new FormData()
  body.set('file', new Blob([bytes], { type: file.mediaType }), file.name)
  body.set('model', service.model)
  body.set('response_format', 'json')
  if (language) body.set('language', language)
  const answer: unknown = await (await post(call, '/audio/transcriptions', body)).json()
  if (isObject(answer) && typeof answer.text === 'string') return answer.text.trim()
  throw unreadable(service)
}

function postJson(call: Call, path: string, body: object): Promise<Response> {
  return post(call, path, JSON.stringify(body), { 'content-type': 'application/json' })
}

async function post(
  { service, signal }: Call,
  path: string,
  body: string | FormData,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { apiKey, baseUrl } = service
  const key: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {}
  const response = await fetch(baseUrl.replace(/\/$/, '') + path, {
    method: 'POST',
    headers: { ...headers, ...key },
    body,
    signal: signal ?? null,
  })
  if (response.ok) return response
  const message = (await response.text()).slice(0, 300)
  throw new Error(`${new URL(baseUrl).host} returned ${response.status}: ${message}`)
}

/** Some services return a URL, from which the image is available without a key. */
async function bytesOfPicture(answer: unknown, { service, signal }: Call): Promise<Uint8Array> {
  const [image] = isObject(answer) && Array.isArray(answer.data) ? answer.data : []
  if (isObject(image) && typeof image.b64_json === 'string') return Buffer.from(image.b64_json, 'base64')
  if (!isObject(image) || typeof image.url !== 'string') throw unreadable(service)
  const response = await fetch(image.url, { signal: signal ?? null })
  if (!response.ok) throw unreadable(service)
  return new Uint8Array(await response.arrayBuffer())
}

/** Detected from the first bytes: the type that a service declares may be wrong. */
function typeOfPicture(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('GIF8')) return 'gif'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp'
  throw new Error('The service answered with something that is no picture.')
}

const unreadable = ({ baseUrl }: MediaService) =>
  new Error(`${new URL(baseUrl).host} answered in a way that cannot be read.`)
