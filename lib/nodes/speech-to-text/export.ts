import { defineExport } from '@/lib/export/node-export'
import type { SpeechToTextConfig } from './manifest'

export default defineExport<SpeechToTextConfig>({
  write(writer, { model, language }) {
    writer.differs('The service must write down what is said as OpenAI’s `/audio/transcriptions` does.')
    const text = writer.local('text')
    return {
      doc: 'writes down what is said in a recording.',
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
