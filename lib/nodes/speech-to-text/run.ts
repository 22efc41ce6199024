import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { asFileRefs } from '@/lib/core/file-ref'
import { defineNode } from '@/lib/engine/node-definition'
import { reportUsage } from '../shared/models/report-usage'
import type { SpeechToTextConfig } from './manifest'

export default defineNode<SpeechToTextConfig>({
  async run({ config, inputs, ctx }) {
    const [file, another] = asFileRefs(inputs.audio) ?? []
    if (!file) throw new AppError('INVALID_INPUT', '“Recording” takes a recording: connect an input of that kind.')
    if (another)
      throw new AppError('INVALID_INPUT', 'One recording is written down at a time. Use a Map node for several.')
    const { bytes, mediaType, name } = await ctx.ports.files.recording(file.fileId)
    const { text, ...asked } = await ctx.ports.models.transcribe({
      model: config.model,
      audio: bytes,
      mediaType,
      fileName: name,
      ...(config.language === '' ? {} : { language: config.language }),
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    reportUsage(ctx, asked)
    return { text: text.trim() }
  },
})
