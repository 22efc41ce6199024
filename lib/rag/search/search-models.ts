import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema, parseJson } from '@/lib/core/json'
import type { ChatMessage, ModelRef } from '@/lib/engine/model-requests'
import type { EnginePorts, KnowledgeSearch } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'

/** Cache time of model answers for a search. */
const REUSED_SECONDS = 3_600
const MAX_OUTPUT_TOKENS = 800

/** Models of a search; each call is a step of the trace. */
export interface SearchModels {
  /** Returns an answer that fits the schema. @throws MODEL_MISSING, MODEL_FAILED */
  prompt<T>(request: Question<T>): Promise<T>
  rerank(request: {
    model: ModelRef
    query: string
    texts: string[]
    limit: number
  }): Promise<{ index: number; score: number }[]>
}

export interface Question<T> {
  /** Name in the trace: `Rewrite the question`. */
  name: string
  key: string
  model: ModelRef
  instructions: string
  text: string
  schema: z.ZodType<T>
  /** Data kinds in the text besides the question, for model policies. */
  dataKinds?: string[]
}

type Tracing = Pick<KnowledgeSearch, 'step' | 'usage' | 'nodeId' | 'signal'>

export function searchModels(models: EnginePorts['models'], { step, usage, nodeId, signal }: Tracing): SearchModels {
  return {
    async prompt({ name, key, model, instructions, text, schema, dataKinds }) {
      const resolved = await models.resolve(model)
      if (resolved.connection === 'builtin') throw noLanguageModel(name)
      const messages: ChatMessage[] = [
        { role: 'system', content: instructions },
        { role: 'user', content: text },
      ]
      const record = { key: `search-${key}`, kind: 'model' as const, name, input: { model: resolved.model, text } }
      const answer = await step(record, async () => {
        let received = ''
        const request = {
          model: resolved,
          messages,
          temperature: 0,
          maxOutputTokens: MAX_OUTPUT_TOKENS,
          nodeId,
          signal,
          responseSchema: JsonObjectSchema.parse(z.toJSONSchema(schema)),
          cache: { mode: 'exact' as const, ttlSeconds: REUSED_SECONDS },
          ...(dataKinds ? { dataKinds } : {}),
        }
        await models.chat(request, (chunk) => {
          if (chunk.type === 'text') received += chunk.text
          if (chunk.type === 'restart') received = ''
          if (chunk.type === 'usage') usage(chunk.usage)
        })
        return received
      })
      return readAnswer(name, schema, typeof answer === 'string' ? answer : '')
    },
    async rerank({ model, query, texts, limit }) {
      const record = {
        key: 'search-rerank',
        kind: 'model' as const,
        name: 'Rerank',
        input: { model: model.model, query },
      }
      const answer = await step(record, async () => {
        const { results, usage: used } = await models.rerank({
          model,
          query,
          texts,
          limit,
          nodeId,
          signal,
          dataKinds: ['documents'],
        })
        if (used) usage(used)
        return results.map(({ index, score }) => ({ index, score }))
      })
      return z.array(z.object({ index: z.number(), score: z.number() })).parse(answer)
    },
  }
}

/** Models often wrap JSON in prose or code fences. */
function readAnswer<T>(name: string, schema: z.ZodType<T>, text: string): T {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  try {
    return parseJson(schema, json)
  } catch (cause) {
    throw new AppError('MODEL_FAILED', problem('knowledge.searchModelUnreadable', { step: name }), { cause })
  }
}

function noLanguageModel(name: string): AppError {
  return new AppError('MODEL_MISSING', problem('knowledge.searchModelMissing', { step: name }))
}
