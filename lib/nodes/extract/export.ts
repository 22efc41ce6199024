import { defineExport } from '@/lib/export/node-export'
import type { ExtractConfig } from './manifest'

export default defineExport<ExtractConfig>({
  write(writer, { format, fields }) {
    const values = writer.local('values')
    const text = `${writer.lib('values', 'toText')}(${writer.input('text') ?? "''"})`
    const extract = writer.lib('extract-values', 'extractValues')
    return {
      doc: `takes values from ${format.toUpperCase()}.`,
      lines: [
        `const ${values} = ${extract}(${text}, ${writer.text(format)}, ${writer.literal(fields)})`,
        `return ${writer.give([
          ['values', values],
          ['first', `${values}[${writer.text(fields[0]?.name ?? '')}] ?? undefined`],
        ])}`,
      ],
    }
  },
})
