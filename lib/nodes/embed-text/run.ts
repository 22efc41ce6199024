import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { cacheOf } from '../shared/models/answer-cache'
import { reportUsage } from '../shared/models/report-usage'
import type { EmbedTextConfig } from './manifest'

/** Roughly the input limit of the largest models. */
const MAX_TEXT_CHARACTERS = 100_000

export default defineNode<EmbedTextConfig>({
  async run({ config, inputs, ctx }) {
    const text = typeof inputs.text === 'string' ? inputs.text.trim() : ''
    if (text === '') throw new AppError('INVALID_INPUT', problem('nodes.nothingToEmbed'))
    if (text.length > MAX_TEXT_CHARACTERS) throw new AppError('LIMIT_EXCEEDED', problem('nodes.textTooLongToEmbed'))
    const { vectors, ...call } = await ctx.ports.models.embedWith({
      model: config.model,
      texts: [text],
      use: config.use,
      ...cacheOf(config),
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    reportUsage(ctx, call)
    return { vector: [...(vectors[0] ?? [])] }
  },
})
