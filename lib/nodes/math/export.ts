import { defineExport } from '@/lib/export/node-export'
import type { MathConfig } from './manifest'

export default defineExport<MathConfig>({
  write(writer, { expression }) {
    const digits = writer.local('digits')
    return {
      doc: 'calculates.',
      lines: [
        `const ${digits} = ${writer.lib('calculate', 'calculate')}(${writer.template(expression)})`,
        `return ${writer.give([
          ['value', `Number(${digits})`],
          ['text', digits],
        ])}`,
      ],
    }
  },
})
