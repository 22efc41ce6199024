import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { reportUsage } from '../shared/models/report-usage'
import type { TextToSpeechConfig } from './manifest'

const ENDINGS = { mp3: 'mp3', wav: 'wav', opus: 'ogg' } as const

export default defineNode<TextToSpeechConfig>({
  async run({ config: { model, voice, format }, inputs, ctx }) {
    const text = typeof inputs.text === 'string' ? inputs.text.trim() : ''
    if (text === '') throw new AppError('INVALID_INPUT', problem('nodes.nothingToSpeak'))
    const { bytes, mediaType, ...call } = await ctx.ports.models.speak({
      model,
      text,
      ...(voice === '' ? {} : { voice }),
      format,
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    reportUsage(ctx, call)
    return { audio: await ctx.ports.files.keep({ bytes, mediaType, name: `speech.${ENDINGS[format]}` }) }
  },
})
