import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Json, parseJson } from '@/lib/core/json'
import type { CachePolicy, ModelCallFields } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import type { CallRecord, GatewayServices } from '../gateway/gateway-services'

interface CachedOperation {
  services: GatewayServices
  ability: CallRecord['ability']
  nodeId: string | null
  dataKinds: readonly string[]
  cache: CachePolicy | undefined
  /** Everything that the answer depends on. */
  key: Json
}

/** Serializes an answer as text. `fromText` throws for foreign data. */
interface Form<T> {
  toText(answer: T): string
  fromText(text: string): T
}

type Answer<T> = ModelCallFields & { answer: T }

/** Larger answers are not cached; the store is meant for small values. */
const MAX_KEPT_CHARACTERS = 500_000

/**
 * Returns the cached answer of an identical request, or calls the model and caches the answer.
 * Without a policy nothing is cached.
 */
export async function withOperationCache<T>(
  { services, ability, nodeId, dataKinds, cache, key }: CachedOperation,
  { toText, fromText }: Form<T>,
  send: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  if (!cache) return send()
  const requestHash = createHash('sha256')
    .update(JSON.stringify([ability, key]))
    .digest('base64url')
  const lookup = { requestHash, scopeHash: requestHash, embedding: null, threshold: 1 }
  const found = await services.cache.find(lookup)
  if (found) {
    const [connectionId = '', ...name] = found.answer.model.split('/')
    const tokens = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0, estimated: false }
    services.record({
      ...tokens,
      nodeId,
      ability,
      connectionId,
      provider: 'cache',
      host: '',
      model: name.join('/'),
      routeId: null,
      attempt: 1,
      outcome: 'cached',
      errorCode: null,
      savedMicros: found.costMicros ?? 0,
      firstTokenMs: null,
      durationMs: 0,
      sentCharacters: 0,
      dataKinds: [...dataKinds],
    })
    const usage = { model: found.answer.model, inputTokens: 0, outputTokens: 0, costMicros: 0, estimated: false }
    return {
      answer: fromText(found.answer.text),
      usage,
      decisions: [{ kind: 'cache', ...problem('decisions.cachedSame'), model: found.answer.model }],
    }
  }
  const called = await send()
  const text = toText(called.answer)
  const { usage } = called
  if (usage && text.length <= MAX_KEPT_CHARACTERS) {
    const { model, inputTokens, outputTokens, costMicros } = usage
    const answer = { text, model, inputTokens, outputTokens }
    await services.cache.store({ ...lookup, answer, costMicros, ttlSeconds: cache.ttlSeconds })
  }
  return called
}

const Vectors = z.array(z.base64())

/** Stored as 32-bit floats, so that they survive bit for bit. */
export const fromVectors = (vectors: Float32Array[]): string =>
  JSON.stringify(vectors.map(({ buffer, byteOffset, byteLength }) => toBase64(buffer, byteOffset, byteLength)))

const toBase64 = (buffer: ArrayBufferLike, offset: number, length: number): string =>
  Buffer.from(buffer, offset, length).toString('base64')

export const toVectors = (text: string): Float32Array[] =>
  parseJson(Vectors, text).map((item) => new Float32Array(new Uint8Array(Buffer.from(item, 'base64')).buffer))

const Results = z.array(z.strictObject({ index: z.number().int(), score: z.number() }))
export const fromResults = (results: { index: number; score: number }[]): string => JSON.stringify(results)
export const toResults = (text: string): { index: number; score: number }[] => parseJson(Results, text)
