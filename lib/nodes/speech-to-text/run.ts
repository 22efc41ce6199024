import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { asFileRefs } from '@/lib/core/file-ref'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { reportUsage } from '../shared/models/report-usage'
import type { SpeechToTextConfig } from './manifest'

export default defineNode<SpeechToTextConfig>({
  async run({ config, inputs, ctx }) {
    const [file, another] = asFileRefs(inputs.audio) ?? []
    if (!file) throw new AppError('INVALID_INPUT', problem('nodes.recordingRequired'))
    if (another) throw new AppError('INVALID_INPUT', problem('nodes.oneRecording'))
    const { bytes, mediaType, name } = await ctx.ports.files.recording(file.fileId)
    const { text, ...call } = await ctx.ports.models.transcribe({
      model: config.model,
      audio: bytes,
      mediaType,
      fileName: name,
      ...(config.language === '' ? {} : { language: config.language }),
      nodeId: ctx.nodeId,
      signal: ctx.signal,
    })
    reportUsage(ctx, call)
    return { text: text.trim() }
  },
})
