import 'server-only'
import { createHash } from 'node:crypto'
import type { CachePolicy, ChatReader, ChatRequest } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { distinctiveWords } from './distinctive-words'
import type { CacheLookup, FoundAnswer, GatewayServices } from './gateway-services'
import { lastQuestion, type RequestFacts } from './request-facts'
import type { StoredAnswer } from './stored-answer'

export interface CachedCall {
  request: ChatRequest
  cache: CachePolicy
  facts: RequestFacts
  services: GatewayServices
  /** Embeds one text, for semantic matching. */
  embed(text: string, signal: AbortSignal): Promise<Float32Array | null>
  /** Calls the model. */
  send(emit: ChatReader): Promise<void>
}

const DEFAULT_THRESHOLD = 0.95
/** The built-in embedding model reads 256 tokens; it would compare only the beginning of longer prompts. */
const MAX_COMPARED = 600

/**
 * Returns a cached answer, or calls the model and caches the answer. Only complete answers without
 * tool calls are cached.
 */
export async function withCache(called: CachedCall, emit: ChatReader): Promise<void> {
  const { services, request, cache } = called
  const lookup = await lookupOf(called)
  const found = await services.cache.find(lookup)
  if (found) return replay(called, found, emit)
  const answer: StoredAnswer = { text: '', model: '', inputTokens: 0, outputTokens: 0 }
  let costMicros: number | null = null
  let isWhole = false
  await called.send((chunk) => {
    emit(chunk)
    if (chunk.type === 'text') answer.text += chunk.text
    if (chunk.type === 'restart') answer.text = ''
    if (chunk.type === 'usage') {
      answer.model = chunk.usage.model
      answer.inputTokens = chunk.usage.inputTokens
      answer.outputTokens = chunk.usage.outputTokens
      costMicros = chunk.usage.costMicros
    }
    if (chunk.type === 'finish') isWhole = chunk.reason === 'stop'
  })
  if (isWhole && answer.text.trim() !== '' && !request.signal.aborted)
    await services.cache.store({ ...lookup, answer, costMicros, ttlSeconds: cache.ttlSeconds })
}

function replay(
  { services, request, facts }: CachedCall,
  { answer, costMicros, similarity }: FoundAnswer,
  emit: ChatReader,
): void {
  const [connectionId = '', ...model] = answer.model.split('/')
  const reason =
    similarity === null
      ? problem('decisions.cachedSame')
      : problem('decisions.cachedSimilar', { similarity: similarity.toFixed(2) })
  emit({ type: 'decision', decision: { kind: 'cache', ...reason, model: answer.model } })
  emit({ type: 'text', text: answer.text })
  services.record({
    nodeId: request.nodeId ?? null,
    ability: 'chat',
    connectionId,
    provider: 'cache',
    host: '',
    model: model.join('/'),
    routeId: null,
    attempt: 1,
    outcome: 'cached',
    errorCode: null,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    costMicros: 0,
    savedMicros: costMicros ?? 0,
    estimated: false,
    firstTokenMs: null,
    durationMs: 0,
    sentCharacters: 0,
    dataKinds: facts.dataKinds,
  })
  emit({
    type: 'usage',
    usage: { model: answer.model, inputTokens: 0, outputTokens: 0, costMicros: 0, estimated: false },
  })
  emit({ type: 'finish', reason: 'stop' })
}

async function lookupOf({ request, cache, embed }: CachedCall): Promise<CacheLookup> {
  const { model, messages, tools = [], responseSchema = null, temperature = null, maxOutputTokens = null } = request
  const settings = [model.connection, model.model, temperature, maxOutputTokens, responseSchema, tools]
  const question = lastQuestion(messages)
  const position = messages.findLastIndex(({ role }) => role === 'user')
  const others = messages.map((message, index) => (index === position ? { ...message, content: null } : message))
  return {
    requestHash: hashOf([settings, messages]),
    scopeHash: hashOf([settings, others, distinctiveWords(question)]),
    embedding: cache.mode === 'semantic' && canBeCompared(question) ? await embed(question, request.signal) : null,
    threshold: cache.threshold ?? DEFAULT_THRESHOLD,
  }
}

/** The built-in embedding model reads English; other languages allow exact matches only. */
function canBeCompared(question: string): boolean {
  return question.length <= MAX_COMPARED && detectLanguage(question) === 'en'
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
