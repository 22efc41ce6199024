import { z } from 'zod'

/** Token usage of one answer; impossible values count as 0. */
export interface CountedTokens {
  inputTokens: number
  outputTokens: number
  cachedInputTokens: number
}

/**
 * Usage in the format of OpenAI-compatible servers, if any. Cached tokens as reported by
 * OpenAI, DeepSeek and Moonshot.
 */
function tokensIn(usage: unknown): CountedTokens | null {
  if (!isRecord(usage)) return null
  const { prompt_tokens_details: details } = usage
  const cached = [isRecord(details) ? details.cached_tokens : 0, usage.prompt_cache_hit_tokens, usage.cached_tokens]
  return {
    inputTokens: toCount(usage.prompt_tokens),
    outputTokens: toCount(usage.completion_tokens),
    cachedInputTokens: Math.max(...cached.map(toCount)),
  }
}

const toCount = (value: unknown): number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : 0

const Usage = z.unknown().optional().transform(tokensIn)

const text = z.string().nullish().catch(null)
const Piece = z.object({
  index: z.number().int().min(0).max(1_000).optional().catch(undefined),
  id: text,
  function: z
    .object({
      name: text,
      /** A few servers send arguments as an object instead of text. */
      arguments: z
        .union([z.string(), z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value))])
        .nullish()
        .catch(null),
    })
    .nullish(),
})
/** Mistral's thinking models send parts; reasoning is not part of the answer. */
const Content = z.union([
  z.string(),
  z
    .array(z.object({ type: z.string().optional(), text: z.string().optional() }).loose())
    .transform((parts) => parts.map((part) => ((part.type ?? 'text') === 'text' ? (part.text ?? '') : '')).join('')),
])
const Delta = z.object({
  content: Content.nullish(),
  reasoning_content: text,
  /** Used by OpenRouter, Groq and vLLM. */
  reasoning: text,
  tool_calls: z.array(Piece).nullish(),
})

const metadata = {
  usage: Usage,
  /** Groq's own location. */
  x_groq: z.object({ usage: Usage }).nullish().catch(null),
  error: z.unknown().optional(),
}

/** A streamed chat completion event, as far as services agree. */
export const OpenAiChunk = z.object({
  choices: z.array(z.object({ delta: Delta.nullish(), finish_reason: text })).nullish(),
  ...metadata,
})
export type OpenAiChunk = z.infer<typeof OpenAiChunk>

/** A non-streaming chat completion: its message has the fields of all deltas. */
export const OpenAiCompletion = z.object({
  choices: z.array(z.object({ message: Delta.nullish(), finish_reason: text })).nullish(),
  ...metadata,
})
export type OpenAiCompletion = z.infer<typeof OpenAiCompletion>

export function tokensOf({ usage, x_groq: groq }: OpenAiChunk | OpenAiCompletion): CountedTokens | null {
  return usage ?? groq?.usage ?? null
}

const DELTA_FIELDS = new Set(['content', 'role', 'refusal'])
const CHUNK_FIELDS = ['error', 'usage', 'x_groq']

export interface PlainChunk {
  text: string
  /** The service's finish reason; null while it continues. */
  reason: string | null
}

/**
 * Fast path for chunks with only text or a finish reason, as nearly all; null for others, which the
 * schema parses. The schema costs twenty times as much, for every token of every answer.
 */
export function plainChunkOf(chunk: unknown): PlainChunk | null {
  if (!isRecord(chunk)) return null
  for (const name of CHUNK_FIELDS) if (!isAbsent(chunk[name])) return null
  const { choices } = chunk
  if (!Array.isArray(choices) || choices.length !== 1) return null
  const choice: unknown = choices[0]
  if (!isRecord(choice) || !isRecord(choice.delta)) return null
  const { delta, finish_reason: reason = null } = choice
  for (const name in delta) if (!DELTA_FIELDS.has(name) && !isAbsent(delta[name])) return null
  const { content = '' } = delta
  const isReadable =
    (content === null || typeof content === 'string') && (reason === null || typeof reason === 'string')
  return isReadable ? { text: content ?? '', reason } : null
}

/**
 * Fast path for chunks with only usage, as the last one of most answers; null for others, which the
 * schema parses.
 */
export function plainCountOf(chunk: unknown): CountedTokens | null {
  if (!isRecord(chunk) || !isAbsent(chunk.error) || !isAbsent(chunk.x_groq)) return null
  const { choices = null } = chunk
  return choices === null || (Array.isArray(choices) && choices.length === 0) ? tokensIn(chunk.usage) : null
}

/**
 * Fast path for completions with one text and without tools or reasoning; null for others, which
 * the schema parses. The schema would be a fiftieth of a request's total cost.
 */
export function plainCompletionOf(completion: unknown): OpenAiCompletion | null {
  if (!isRecord(completion) || !isAbsent(completion.error) || !isAbsent(completion.x_groq)) return null
  const { choices, usage } = completion
  const choice: unknown = Array.isArray(choices) && choices.length === 1 ? choices[0] : null
  if (!isRecord(choice) || !isRecord(choice.message)) return null
  const { message, finish_reason: reason = null } = choice
  const { content, reasoning_content: thought, reasoning, tool_calls: calls } = message
  if (typeof content !== 'string' || !isAbsent(thought) || !isAbsent(reasoning) || !isAbsent(calls)) return null
  if (reason !== null && typeof reason !== 'string') return null
  return { choices: [{ message: { content }, finish_reason: reason }], usage: tokensIn(usage) }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
