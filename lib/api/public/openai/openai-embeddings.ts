import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicEmbedder } from '@/lib/runs/public/embedder-types'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicApi } from '../public-api'
import { type ApiHandler, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { authorizeKey } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'

const Text = z
  .string()
  .min(1, 'A text is empty.')
  .max(MAX_API_TEXT, `A text is longer than ${MAX_API_TEXT} characters.`)

export const EmbeddingsRequest = z.strictObject({
  model: z.string().max(200),
  input: z.union([Text, z.array(Text).min(1).max(512)], 'input must be a text or a list of at most 512 texts.'),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().min(1).max(10_000).nullish(),
  user: z.string().max(200).nullish(),
})

/** Models whose vectors can be truncated (Matryoshka). */
const CAN_BE_SHORTENED =
  /text-embedding-3|gemini-embedding|embeddinggemma|nomic-embed|mxbai-embed|jina-embeddings-v[3-9]|voyage-3|qwen3-embedding|arctic-embed.*v2|embed-v4/i

/** OpenAI's embeddings, by the built-in model and those used by the key's apps. */
export function createEmbeddings(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const { body } = await readCompatibleBody(call, EmbeddingsRequest, MAX_RUN_BODY_BYTES)
    const embedder = await findEmbedder(api, key, body.model)
    const texts = typeof body.input === 'string' ? [body.input] : body.input
    const release = await api.limiter.runs.enter(`embeddings:${key.keyId}`)
    try {
      const { request } = call
      const endUser = endUserOf(request) ?? body.user ?? null
      const { vectors, tokens } = await api.backend.embed({ key, embedder, texts, endUser, signal: request.signal })
      const shortenedVectors = vectors.map((vector) => shortened(vector, body.dimensions ?? vector.length, embedder))
      return jsonResponse({
        object: 'list',
        data: shortenedVectors.map((vector, index) => ({
          object: 'embedding',
          index,
          embedding: body.encoding_format === 'base64' ? toBase64(vector) : [...vector],
        })),
        model: body.model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      })
    } finally {
      release()
    }
  }
}

/** @throws AppError NOT_FOUND listing the available models */
async function findEmbedder(api: PublicApi, key: CallerKey, name: string): Promise<PublicEmbedder> {
  const embedders = await api.backend.listEmbedders(key)
  const found = embedders.find((embedder) => embedder.name === name)
  if (found) return found
  const names = embedders.map((embedder) => embedder.name).join(', ')
  const missing = problem('openai.embedderUnknown', { name, names })
  throw new AppError('NOT_FOUND', missing, {
    details: { at: 'model', code: 'model_not_found', message: missing.message },
  })
}

/** @throws AppError INVALID_INPUT if the model was not trained for that number of dimensions */
function shortened(vector: Float32Array, dimensions: number, { name }: PublicEmbedder): Float32Array {
  if (dimensions === vector.length) return vector
  if (dimensions > vector.length || !CAN_BE_SHORTENED.test(name)) {
    const fixed = problem('openai.dimensionsFixed', { name, dimensions: vector.length })
    throw new AppError('INVALID_INPUT', fixed, { details: { at: 'dimensions' } })
  }
  const part = vector.slice(0, dimensions)
  const norm = Math.hypot(...part)
  return norm === 0 ? part : part.map((number) => number / norm)
}

/** Little-endian 32-bit floats, as OpenAI's clients decode them. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, number] of vector.entries()) bytes.writeFloatLE(number, index * 4)
  return bytes.toString('base64')
}
