import 'server-only'
import { z } from 'zod'
import type { ImageCall, MediaResult, ProviderConnection } from '../../provider-client'
import { hostOf } from '../http/get-json'
import { responseError, toModelError } from '../http/model-error'
import { postJson, unreadable } from '../http/post-json'
import { readBytes } from './openai-audio'

const Tokens = z.number().int().min(0)
const Answer = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().max(4_000).nullish() })).min(1),
  // OpenAI's newer models bill by token.
  usage: z.object({ input_tokens: Tokens, output_tokens: Tokens }).nullish().catch(undefined),
})

interface Wire {
  headers: Record<string, string>
  /** Value that requests inline images; null if they always are inline, or the parameter is rejected. */
  inlineFormat: 'b64_json' | 'base64' | null
}

/** `POST /images/generations`. An image given by URL is fetched without the key, because it is on another host. */
export async function makeImageWithOpenAi(
  connection: ProviderConnection,
  { model, prompt, size, signal }: ImageCall,
  { headers, inlineFormat }: Wire,
): Promise<MediaResult> {
  const url = `${connection.baseUrl}/images/generations`
  // OpenAI's newer models reject the parameter and return inline images anyway.
  const format =
    inlineFormat === null || /^gpt-image|^chatgpt-image/.test(model) ? {} : { response_format: inlineFormat }
  const body = { model, prompt, n: 1, ...(size === undefined ? {} : { size }), ...format }
  const { data, usage } = await postJson(Answer, connection, { url, headers, body, model, signal })
  const [image] = data
  const bytes = image?.b64_json
    ? new Uint8Array(Buffer.from(image.b64_json, 'base64'))
    : await fetchImage(connection, image?.url ?? '', { model, signal, service: url })
  const mediaType = imageTypeOf(bytes)
  if (mediaType === null) throw unreadable(url)
  const tokens = usage ? { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } : null
  return { bytes, mediaType, usage: tokens }
}

async function fetchImage(
  { fetch }: ProviderConnection,
  address: string,
  { model, signal, service }: { model: string; signal: AbortSignal; service: string },
): Promise<Uint8Array> {
  if (!URL.canParse(address)) throw unreadable(service)
  const context = { host: hostOf(address), model, signal }
  const response = await fetch(address, { signal, purpose: 'file' }).catch((failure: unknown) => {
    throw toModelError(failure, context)
  })
  if (!response.ok) throw await responseError(response, context)
  return readBytes(response, context)
}

/** By magic bytes, since the declared type may be wrong. */
function imageTypeOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('GIF8')) return 'image/gif'
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : null
}
