import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { reportUsage } from '../shared/models/report-usage'
import type { ImageGenerationConfig } from './manifest'

/** Roughly the input limit of the services. */
const MAX_PROMPT_CHARACTERS = 32_000

export default defineNode<ImageGenerationConfig>({
  async run({ config: { model, size }, inputs, ctx }) {
    const prompt = typeof inputs.prompt === 'string' ? inputs.prompt.trim() : ''
    if (prompt === '') throw new AppError('INVALID_INPUT', problem('nodes.imagePromptMissing'))
    if (prompt.length > MAX_PROMPT_CHARACTERS) throw new AppError('LIMIT_EXCEEDED', problem('nodes.imagePromptTooLong'))
    const { bytes, mediaType, ...call } = await ctx.ports.models.makeImage({
      model,
      prompt,
      ...(size === '' ? {} : { size }),
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    reportUsage(ctx, call)
    const name = `picture.${mediaType.replace(/^image\//, '').replace('jpeg', 'jpg')}`
    return { image: await ctx.ports.files.keep({ bytes, mediaType, name }) }
  },
})
