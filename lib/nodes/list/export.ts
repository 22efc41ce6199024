import { defineExport } from '@/lib/export/node-export'
import type { ListConfig } from './manifest'

export default defineExport<ListConfig>({
  write(writer, { operations }) {
    const list = writer.local('list')
    const steps = operations.map(({ value, ...operation }) => {
      const compared = operation.operation === 'filter' ? writer.template(value, 'value') : 'null'
      return `  { ...${writer.literal(operation)}, value: ${compared} },`
    })
    return {
      doc: 'changes a list.',
      lines: [
        `const ${list} = await ${writer.lib('change-list', 'changeList')}(${writer.input('items') ?? '[]'}, ${writer.input('other') ?? 'undefined'}, [`,
        ...steps,
        '])',
        `return ${writer.give([
          ['items', `${list}.items`],
          ['first', `${list}.items[0]`],
          ['last', `${list}.items.at(-1)`],
          ['count', `${list}.items.length`],
          ['text', `${list}.text ?? ${list}.items.map(${writer.lib('values', 'toText')}).join(', ')`],
        ])}`,
      ],
    }
  },
})
