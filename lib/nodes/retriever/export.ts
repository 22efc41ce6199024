import { defineExport } from '@/lib/export/node-export'
import type { RetrieverConfig } from './manifest'

export default defineExport<RetrieverConfig>({
  write(writer, { knowledgeBaseId, limit }) {
    const folder = writer.documents(knowledgeBaseId)
    writer.differs(
      'Documents are text files in `documents/`, read and indexed in memory at the first question: BM25 over their words, joined with embeddings when `EMBEDDING_MODEL` is set. Patchbay’s parsers (PDF, Word, …), its built-in embeddings and its reranker are not part of this project, so passages can come in another order.',
    )
    const query = writer.input('query') ?? "''"
    const documents = writer.local('documents')
    return {
      doc: `finds the best ${limit} passages in documents/${folder}.`,
      lines: [
        `const ${documents} = await ${writer.lib('retriever', 'searchFolder')}(${writer.text(folder)}, ${query}, ${limit})`,
        `return ${writer.give([['documents', documents]])}`,
      ],
    }
  },
})
