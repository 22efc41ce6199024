import { defineExport } from '@/lib/export/node-export'
import type { MergeConfig } from './manifest'

export default defineExport<MergeConfig>({
  write(writer, { mode, names }) {
    if (mode === 'all') {
      const values = names.map((name) => {
        const value = writer.input(name) ?? 'null'
        return value === name ? name : `${writer.key(name)}: ${value}`
      })
      return {
        doc: 'brings named values together, once all are there.',
        lines: [`return ${writer.give([['value', `{ ${values.join(', ')} }`]])}`],
      }
    }
    if (mode === 'any') {
      writer.differs(
        'A Merge of “the first value that comes” waits for all its branches and takes the first in the order of its edges; Patchbay takes the one that arrives first and stops the others.',
      )
    }
    const values = writer.input('values') ?? 'null'
    return {
      doc: mode === 'any' ? 'takes the first branch that gave a value.' : 'collects what came as a list.',
      lines: [`return ${writer.give([['value', values]])}`],
    }
  },
})
