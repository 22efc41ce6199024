import { defineExport } from '@/lib/export/node-export'
import type { DateConfig } from './manifest'

export default defineExport<DateConfig>({
  write(writer, { toolDescription: _, ...change }) {
    const date = writer.local('date')
    const isNow = change.operation === 'now'
    const expression = isNow ? 'Date.now()' : `${writer.input('date') ?? 'null'} ?? null`
    const other = writer.input('other')
    return {
      doc: isNow ? 'gives the current time.' : 'changes a date.',
      lines: [
        `const ${date} = ${writer.lib('change-date', 'changeDate')}(${expression}, ${other === null ? 'null' : `${other} ?? null`}, ${writer.literal(change)})`,
        `return ${writer.give([
          ['text', `${date}.text`],
          ['date', `${date}.date`],
          ['milliseconds', `${date}.milliseconds`],
          ...(change.operation === 'difference' ? [['difference', `${date}.difference`] as [string, string]] : []),
        ])}`,
      ],
    }
  },
})
