import { defineExport } from '@/lib/export/node-export'
import type { ImageGenerationConfig } from './manifest'

export default defineExport<ImageGenerationConfig>({
  write: (writer) =>
    writer.fail('Pictures are not part of exported projects. The app can be called where it is published.'),
})
