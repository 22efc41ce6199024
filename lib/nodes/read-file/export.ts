import { defineExport } from '@/lib/export/node-export'
import type { ReadFileConfig } from './manifest'

export default defineExport<ReadFileConfig>({
  write: (writer) => writer.fail('The exported project contains no readers of PDF and Office files.'),
})
