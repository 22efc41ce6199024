import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { cacheOf } from '../shared/models/answer-cache'
import { reportUsage } from '../shared/models/report-usage'
import { passagesToJson, readPassages } from '../shared/passages/passages'
import type { RerankConfig } from './manifest'

const MAX_QUERY_CHARACTERS = 2_000
/** Input limit of rerank models. */
const MAX_TEXT_CHARACTERS = 20_000

export default defineNode<RerankConfig>({
  async run({ config, inputs, ctx }) {
    const query = typeof inputs.query === 'string' ? inputs.query.trim().slice(0, MAX_QUERY_CHARACTERS) : ''
    if (query === '') throw new AppError('INVALID_INPUT', problem('nodes.nothingToRank'))
    // Several sources give a list each; duplicates are ranked once.
    const input = readPassages(Array.isArray(inputs.documents) ? inputs.documents.flat() : inputs.documents)
    const passages = [...new Map(input.map((passage) => [passage.chunkId, passage])).values()]
    if (passages.length === 0) return { documents: [] }
    const { results, ...call } = await ctx.ports.models.rerank({
      model: config.model,
      query,
      texts: passages.map(({ text }) => text.slice(0, MAX_TEXT_CHARACTERS)),
      limit: Math.min(config.limit, passages.length),
      ...cacheOf(config),
      nodeId: ctx.nodeId,
      dataKinds: ['documents'],
      signal: ctx.signal,
    })
    reportUsage(ctx, call)
    const ranked = results.flatMap(({ index, score }) => {
      const passage = passages[index]
      return passage ? [{ ...passage, score }] : []
    })
    return { documents: passagesToJson(ranked.slice(0, config.limit)) }
  },
})
