import { defineExport } from '@/lib/export/node-export'
import { readPath } from '../shared/read-path'
import type { EditFieldsConfig } from './manifest'

export default defineExport<EditFieldsConfig>({
  write(writer, { fields, others }) {
    const object = writer.local('object')
    const source = writer.input('object')
    const changes = fields.map(({ path: written, action, type, value }) => {
      const path = readPath(written)
      if (path === null) return writer.fail(`“${written}” is not the path of a field.`)
      const rest = action === 'set' ? `, type: ${writer.text(type)}, value: ${writer.template(value, 'value')}` : ''
      return `  { path: ${writer.literal(path)}${rest} },`
    })
    return {
      doc: 'sets and removes fields.',
      lines: [
        `const ${object} = ${writer.lib('change-fields', 'editFields')}(${source === null ? '{}' : `${source} ?? {}`}, [`,
        ...changes,
        `], ${writer.text(others)})`,
        `return ${writer.give([['object', object]])}`,
      ],
    }
  },
})
