import { defineExport } from '@/lib/export/node-export'
import type { TextToSpeechConfig } from './manifest'

export default defineExport<TextToSpeechConfig>({
  write: (writer) =>
    writer.fail('Recordings are not part of exported projects. The app can be called where it is published.'),
})
