import { defineExport } from '@/lib/export/node-export'
import type { TemplateConfig } from './manifest'

export default defineExport<TemplateConfig>({
  write(writer, { text }) {
    const filled = writer.local('text')
    return {
      doc: 'writes a text.',
      lines: [`const ${filled} = ${writer.template(text)}`, `return ${writer.give([['text', filled]])}`],
    }
  },
})
