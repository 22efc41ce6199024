import { defineExport } from '@/lib/export/node-export'
import type { SpeechToTextConfig } from './manifest'

export default defineExport<SpeechToTextConfig>({
  write: (writer) =>
    writer.fail('Recordings are not part of exported projects. The app can be called where it is published.'),
})
