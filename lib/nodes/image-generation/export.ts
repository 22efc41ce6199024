import { defineExport } from '@/lib/export/node-export'
import type { ImageGenerationConfig } from './manifest'

export default defineExport<ImageGenerationConfig>({
  write(writer, { model, size }) {
    writer.differs('Pictures are written to `./files`; the service must draw as OpenAI’s `/images/generations` does.')
    const image = writer.local('image')
    return {
      doc: 'draws a picture.',
      lines: [
        `const ${image} = await ${writer.lib('media', 'generateImage')}({`,
        `  service: ${writer.media(model)},`,
        `  prompt: ${writer.input('prompt') ?? "''"},`,
        ...(size === '' ? [] : [`  size: ${writer.text(size)},`]),
        `  signal: ${writer.signal},`,
        '})',
        `return ${writer.give([['image', image]])}`,
      ],
    }
  },
})
