import { defineExport } from '@/lib/export/node-export'
import type { LoopBreakConfig } from './manifest'

export default defineExport<LoopBreakConfig>({
  write: (writer) => ({
    doc: 'ends the loop around it.',
    lines: [`throw new ${writer.lib('rounds', 'Jump')}(${writer.input('value') ?? 'null'}, true)`],
  }),
})
