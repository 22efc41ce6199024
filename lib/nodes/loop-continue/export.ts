import { defineExport } from '@/lib/export/node-export'
import type { LoopContinueConfig } from './manifest'

export default defineExport<LoopContinueConfig>({
  write: (writer) => ({
    doc: 'ends this round or item.',
    lines: [`throw new ${writer.lib('rounds', 'Jump')}(${writer.input('value') ?? 'null'}, false)`],
  }),
})
