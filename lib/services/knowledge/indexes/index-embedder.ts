import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'
import { mayPass } from '@/lib/core/may-pass'
import type { EnginePorts } from '@/lib/engine/ports'
import { embedPassages, embedQuestions, embedTexts } from '@/lib/models/builtin/embedder'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import type { EmbedTexts } from '@/lib/rag/indexes/embed-passages'
import { isOtherWidth, otherWidth } from '@/lib/rag/indexes/index-chunks'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import type { EmbedQuestions } from '@/lib/rag/search/query/embed-questions'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'

/** A call that fails is made again, so it should not hold too much; services cut their own batches smaller. */
const MOST_TEXTS = 96
const MOST_CHARACTERS = 120_000
const TRIES = 5

export interface EmbedderUsage {
  tokens: number
  /** null: the price of a call was not known. */
  costMicros: number | null
}

/** Without `dims` any length is taken: the model is asked for its own. */
type Embedding = Pick<IndexRow, 'embedder'> & Partial<Pick<IndexRow, 'dims'>>

const BUILTIN: EmbedTexts = Object.assign(embedTexts.bind(null), { passages: embedPassages })

/** In the name of whoever asks: the ledger, budgets and limits see it. */
export function backgroundCaller(workspaceId: string, userId: string | null = null): Caller {
  const nobody = { appId: null, versionId: null, runId: null, keyId: null, endUser: null }
  return { ...nobody, workspaceId, userId, origin: 'knowledge' }
}

export interface IndexEmbedderOptions {
  system: System
  caller: Caller
  index: Embedding
  use: 'document' | 'query'
  onUsage?: (usage: EmbedderUsage) => void
}

/**
 * The model of an index: the built-in one here, others through the gateway, in parts, tried again when that may help.
 * The gateway is told the length of the index's vectors: of a route, a service that gives others is passed over.
 */
export function indexEmbedder({ system, caller, index, use, onUsage }: IndexEmbedderOptions): EmbedTexts {
  if (index.embedder.connection === 'builtin') return BUILTIN
  const models = workspaceModels({ system, caller })
  return async (texts, { signal = new AbortController().signal, onProgress }) => {
    const vectors: Float32Array[] = []
    for (const part of partsOf(texts)) {
      const answer = await patientlyEmbed(models, {
        ...{ model: index.embedder, texts: part, use, signal },
        ...(index.dims === undefined ? {} : { dims: index.dims }),
      })
      if (answer.vectors.length !== part.length)
        throw new AppError('MODEL_FAILED', 'The embedding model gave another number of vectors than it was sent texts.')
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

/** The one embedder of searches: apps, the search test and the lab measure the same because all of them use it. */
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

/** About four characters a token, and one a character where scripts have no spaces. */
export function estimatedTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
}

function* partsOf(texts: readonly string[]): Generator<string[]> {
  let part: string[] = []
  let characters = 0
  for (const text of texts) {
    if (part.length > 0 && (part.length === MOST_TEXTS || characters + text.length > MOST_CHARACTERS)) {
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

async function patientlyEmbed(models: EnginePorts['models'], request: EmbedRequest) {
  for (let turn = 1; ; turn += 1) {
    try {
      return await models.embedWith(request)
    } catch (error) {
      // A person who waits for a search is told at once.
      if (AppError.isInstance(error) && isOtherWidth(error)) throw otherWidth(error)
      if (!mayPass(error) || turn === TRIES || request.use === 'query') throw error
      const seconds = Math.min(60, error.retryAfterSeconds ?? 2 ** turn * 0.5)
      await wait(seconds * 1_000 * (0.8 + 0.4 * Math.random()), undefined, { signal: request.signal })
    }
  }
}
