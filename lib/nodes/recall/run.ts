import 'server-only'
import type { RecalledFact } from '@/lib/engine/memory-requests'
import { defineNode } from '@/lib/engine/node-definition'
import type { RetrievedPassage } from '@/lib/engine/ports'
import type { RecallConfig } from './manifest'

const MAX_QUERY_CHARACTERS = 2_000

export default defineNode<RecallConfig>({
  async run({ config: { scope, limit }, inputs, ctx }) {
    const query = typeof inputs.query === 'string' ? inputs.query.trim().slice(0, MAX_QUERY_CHARACTERS) : ''
    const [vector] = query === '' ? [] : await ctx.ports.models.embed({ texts: [query], signal: ctx.signal })
    const facts = vector ? await ctx.ports.memory.recall({ scope, vector, limit }) : []
    return {
      text: facts.map(({ text }) => text.replaceAll(/\s+/g, ' ')).join('\n'),
      documents: facts.map((fact) => ({ ...toPassage(fact) })),
      count: facts.length,
    }
  },
})

function toPassage({ id, text, score }: RecalledFact): RetrievedPassage {
  return {
    chunkId: id,
    // Not the id of a document, whose readers would be limited.
    documentId: `memory-${id}`,
    documentName: 'Memory',
    knowledgeBaseId: '',
    headings: [],
    text,
    page: null,
    start: 0,
    end: text.length,
    vectorRank: null,
    keywordRank: null,
    similarity: score,
    score,
  }
}
