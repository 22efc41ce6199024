import { defineExport } from '@/lib/export/node-export'
import type { TableConfig } from './manifest'

export default defineExport<TableConfig>({
  write: (writer) => writer.fail('Tables are kept in Patchbay. Use a database of your own in the exported project.'),
})
