import type { ChatRequest, ToolCall } from '@/lib/engine/model-requests'
import type { EnginePorts, ExtractiveAnswer, FoundPassages, RetrievedPassage } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'

export interface Turn {
  text?: string
  calls?: Omit<ToolCall, 'id'>[]
}

/** A language model with scripted turns; the last one repeats. */
export function scriptedModel(turns: readonly Turn[]) {
  const requests: ChatRequest[] = []
  const models: EnginePorts['models'] = {
    ...fakePorts().models,
    resolve: async (model) => (model.connection === 'auto' ? { connection: 'c1', model: 'scripted' } : model),
    async chat(request, emit) {
      requests.push({ ...request, messages: [...request.messages] })
      const turn = turns[Math.min(requests.length, turns.length) - 1] ?? {}
      for (const word of (turn.text ?? '').split(/(?<= )/)) if (word !== '') emit({ type: 'text', text: word })
      for (const [index, call] of (turn.calls ?? []).entries()) {
        emit({ type: 'tool-call', call: { ...call, id: `id-${requests.length}-${index}` } })
      }
      const usage = { model: 'c1/scripted', inputTokens: 10, outputTokens: 2, costMicros: null, estimated: false }
      emit({ type: 'usage', usage })
      emit({ type: 'finish', reason: turn.calls ? 'tool-calls' : 'stop' })
    },
  }
  return { models, requests }
}

/** The models of a workspace without a language model: answers quote passages. */
export function builtinOnly(answer?: Partial<ExtractiveAnswer>): EnginePorts['models'] {
  return {
    ...fakePorts().models,
    resolve: async () => ({ connection: 'builtin', model: 'extractive' }),
    answerFromPassages: async () => ({
      abstained: false,
      confidence: 0.9,
      text: 'Quoted. [1]',
      citations: [],
      ...answer,
    }),
  }
}

/** A search result. */
export function found(...passages: RetrievedPassage[]): FoundPassages {
  return { passages, reason: passages.length > 0 ? null : 'Nothing was found.' }
}

export function passage(number: number, text = `Text ${number}`): RetrievedPassage {
  return {
    chunkId: `chunk-${number}`,
    documentId: 'document-1',
    documentName: 'Manual.pdf',
    knowledgeBaseId: 'kb',
    headings: ['Start'],
    text,
    page: number,
    start: 0,
    end: text.length,
    vectorRank: number,
    keywordRank: null,
    score: 1 / number,
  }
}
