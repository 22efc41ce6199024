import { defineExport } from '@/lib/export/node-export'
import type { RememberConfig } from './manifest'

export default defineExport<RememberConfig>({
  write: (writer) =>
    writer.fail(
      'Facts about end users are kept in Patchbay. Store them in a database of your own in the exported project.',
    ),
})
