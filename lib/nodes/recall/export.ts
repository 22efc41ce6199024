import { defineExport } from '@/lib/export/node-export'
import type { RecallConfig } from './manifest'

export default defineExport<RecallConfig>({
  write: (writer) =>
    writer.fail(
      'Facts about end users are kept in Patchbay. Read them from a database of your own in the exported project.',
    ),
})
