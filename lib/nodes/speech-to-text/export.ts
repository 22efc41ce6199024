import { defineExport } from '@/lib/export/node-export'
import type { SpeechToTextConfig } from './manifest'

export default defineExport<SpeechToTextConfig>({
  write(writer, { model, language }) {
    writer.differs('The service must implement OpenAI’s `/audio/transcriptions`.')
    const text = writer.local('text')
    return {
      doc: 'transcribes a recording.',
      lines: [
        `const ${text} = await ${writer.lib('media', 'transcribe')}({`,
        `  service: ${writer.media(model)},`,
        `  recording: ${writer.input('audio') ?? 'undefined'},`,
        ...(language === '' ? [] : [`  language: ${writer.text(language)},`]),
        `  signal: ${writer.signal},`,
        '})',
        `return ${writer.give([['text', text]])}`,
      ],
    }
  },
})
