import { defineExport } from '@/lib/export/node-export'
import type { AddToKnowledgeConfig } from './manifest'

export default defineExport<AddToKnowledgeConfig>({
  write: (writer) =>
    writer.fail('The exported project reads its documents from a folder. Add files to that folder instead.'),
})
