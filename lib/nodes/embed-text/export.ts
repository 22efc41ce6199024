import { defineExport } from '@/lib/export/node-export'
import type { EmbedTextConfig } from './manifest'

export default defineExport<EmbedTextConfig>({
  write(writer) {
    writer.differs(
      'Embed text needs `EMBEDDING_MODEL`, of OpenAI or of a server that speaks like it. Vectors of two models cannot be compared: make those that you search in with the same one.',
    )
    const vector = writer.local('vector')
    return {
      doc: 'turns a text into a vector.',
      lines: [
        `const ${vector} = await ${writer.lib('embed-text', 'embedText')}(${writer.input('text') ?? "''"})`,
        `return ${writer.give([['vector', vector]])}`,
      ],
    }
  },
})
