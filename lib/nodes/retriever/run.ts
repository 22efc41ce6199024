import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { readMessages } from '../shared/models/messages'
import { passagesToJson } from '../shared/passages/passages'
import type { RetrieverConfig } from './manifest'

const MAX_QUERY_CHARACTERS = 2_000

export default defineNode<RetrieverConfig>({
  async run({ config, inputs, ctx }) {
    const query = typeof inputs.query === 'string' ? inputs.query.trim() : ''
    if (query === '') throw new AppError('INVALID_INPUT', problem('nodes.nothingToRetrieve'))
    const { knowledgeBaseId, toolDescription: _, settings, ...options } = config
    const { passages, reason } = await ctx.ports.knowledge.search({
      knowledgeBaseId,
      query: query.slice(0, MAX_QUERY_CHARACTERS),
      options,
      leavesToBase: settings === 'base',
      history: readMessages(inputs.history),
      step: (record, work) => ctx.step(record, work),
      usage: (usage) => ctx.usage(usage),
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    return { documents: passagesToJson(passages), reason: reason ?? '' }
  },
})
