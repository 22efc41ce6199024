import { defineExport } from '@/lib/export/node-export'
import type { RerankConfig } from './manifest'

export default defineExport<RerankConfig>({
  write(writer, { model, limit }) {
    const name = model.connection === 'builtin' ? null : model.model
    writer.differs(
      name === null
        ? 'Rerank goes by embeddings when `EMBEDDING_MODEL` is set; without it the passages keep their order and the first of them go on. Patchbay’s built-in embeddings are not part of this project.'
        : 'Rerank asks the service of `RERANK_URL`, which must answer as Jina’s `/rerank` does; without it embeddings decide when `EMBEDDING_MODEL` is set, else the passages keep their order.',
    )
    const ranked = writer.local('ranked')
    return {
      doc: `puts the best ${limit} passages in front.`,
      lines: [
        `const ${ranked} = await ${writer.lib('rerank', 'rerankPassages')}({`,
        `  question: ${writer.input('query') ?? "''"},`,
        `  passages: (${writer.input('documents') ?? '[]'}).flat(),`,
        `  limit: ${limit},`,
        `  model: ${name === null ? 'null' : writer.text(name)},`,
        `  signal: ${writer.signal},`,
        '})',
        `return ${writer.give([['documents', ranked]])}`,
      ],
    }
  },
})
