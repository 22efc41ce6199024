import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import { isTransient, requestedMs } from '@/lib/core/retry/transient-errors'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { embedPassages, embedQuestions, embedTexts } from '@/lib/models/builtin/embedder'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import type { EmbedTexts } from '@/lib/rag/indexes/embed-passages'
import { isOtherWidth, otherWidth } from '@/lib/rag/indexes/index-chunks'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import type { EmbedQuestions } from '@/lib/rag/search/query/embed-questions'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'

/** A failed call is repeated, so it should not be too large; services split their own batches further. */
const MAX_TEXTS = 96
const MAX_CHARACTERS = 120_000

export interface EmbedderUsage {
  tokens: number
  /** Null if the price of a call was unknown. */
  costMicros: number | null
}

/** Without `dims` any dimension is accepted: the model's own is requested. */
type Embedding = Pick<IndexRow, 'embedder'> & Partial<Pick<IndexRow, 'dims'>>

const BUILTIN: EmbedTexts = Object.assign(embedTexts.bind(null), { passages: embedPassages })

/** The caller of background work, for the ledger, budgets and limits. */
export function backgroundCaller(workspaceId: string, userId: string | null = null): Caller {
  const noCaller = { appId: null, versionId: null, runId: null, keyId: null, endUser: null }
  return { ...noCaller, workspaceId, userId, origin: 'knowledge' }
}

export interface IndexEmbedderOptions {
  system: System
  caller: Caller
  index: Embedding
  use: 'document' | 'query'
  onUsage?: (usage: EmbedderUsage) => void
}

/**
 * The model of an index: the built-in one locally, others through the gateway, in batches, with retries on transient
 * errors. The gateway gets the dimensions of the index: a route skips services that return others.
 */
export function indexEmbedder({ system, caller, index, use, onUsage }: IndexEmbedderOptions): EmbedTexts {
  if (index.embedder.connection === 'builtin') return BUILTIN
  const models = workspaceModels({ system, caller })
  return async (texts, { signal = new AbortController().signal, onProgress }) => {
    const vectors: Float32Array[] = []
    for (const part of partsOf(texts)) {
      const answer = await embedWithRetries(models, {
        model: index.embedder,
        texts: part,
        use,
        signal,
        ...(index.dims === undefined ? {} : { dims: index.dims }),
      })
      if (answer.vectors.length !== part.length)
        throw new AppError('MODEL_FAILED', problem('knowledge.vectorCountWrong'))
      vectors.push(...answer.vectors)
      if (answer.usage)
        onUsage?.({
          tokens: answer.usage.inputTokens || estimatedTokens(part),
          costMicros: answer.usage.costMicros,
        })
      onProgress?.(vectors.length, texts.length)
    }
    return vectors
  }
}

/** The embedder of all searches: apps, the search test and the lab use it, so that their results are comparable. */
export function queryEmbedder({
  system,
  caller,
  onUsage,
}: Omit<IndexEmbedderOptions, 'index' | 'use'>): EmbedQuestions {
  return async (texts, { index, signal }) => {
    if (index.embedder.connection === 'builtin') return await embedQuestions(texts, { signal })
    const embed = indexEmbedder({ system, caller, index, use: 'query', ...(onUsage ? { onUsage } : {}) })
    return (await embed(texts, { signal })).map((vector) => ({ vector, tokens: null }))
  }
}

/** Assumes about four characters per token. */
export function estimatedTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
}

function* partsOf(texts: readonly string[]): Generator<string[]> {
  let part: string[] = []
  let characters = 0
  for (const text of texts) {
    if (part.length > 0 && (part.length === MAX_TEXTS || characters + text.length > MAX_CHARACTERS)) {
      yield part
      part = []
      characters = 0
    }
    part.push(text)
    characters += text.length
  }
  if (part.length > 0) yield part
}

type EmbedRequest = Parameters<EnginePorts['models']['embedWith']>[0]

async function embedWithRetries(models: EnginePorts['models'], request: EmbedRequest) {
  try {
    return await retry(() => models.embedWith(request), {
      // A person who waits for a search gets the error at once.
      attempts: request.use === 'query' ? 1 : 5,
      firstMs: 1_000,
      maxMs: 8_000,
      isTransient,
      requestedMs,
      signal: request.signal ?? null,
    })
  } catch (error) {
    throw AppError.isInstance(error) && isOtherWidth(error) ? otherWidth(error) : error
  }
}
