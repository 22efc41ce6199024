import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { passagesToJson } from '../passages'
import type { RetrieverConfig } from './manifest'

const MAX_QUERY_CHARACTERS = 2_000

export default defineNode<RetrieverConfig>({
  async run({ config, inputs, ctx }) {
    const query = typeof inputs.query === 'string' ? inputs.query.trim() : ''
    if (query === '') throw new AppError('INVALID_INPUT', 'There is no question to look for.')
    const passages = await ctx.ports.knowledge.search({
      knowledgeBaseId: config.knowledgeBaseId,
      query: query.slice(0, MAX_QUERY_CHARACTERS),
      limit: config.limit,
      signal: ctx.signal,
    })
    return { documents: passagesToJson(passages) }
  },
})
