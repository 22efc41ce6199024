import { defineExport } from '@/lib/export/node-export'
import type { TextToSpeechConfig } from './manifest'

export default defineExport<TextToSpeechConfig>({
  write(writer, { model, voice, format }) {
    writer.differs(
      'Recordings are written to `./files`; the service must speak as OpenAI’s `/audio/speech` does. Where no voice is chosen, it is asked for “alloy”.',
    )
    const audio = writer.local('audio')
    return {
      doc: 'reads a text out.',
      lines: [
        `const ${audio} = await ${writer.lib('media', 'synthesizeSpeech')}({`,
        `  service: ${writer.media(model)},`,
        `  text: ${writer.input('text') ?? "''"},`,
        ...(voice === '' ? [] : [`  voice: ${writer.text(voice)},`]),
        `  format: '${format}',`,
        `  signal: ${writer.signal},`,
        '})',
        `return ${writer.give([['audio', audio]])}`,
      ],
    }
  },
})
