import { defineExport } from '@/lib/export/node-export'
import type { CodeConfig } from './manifest'

export default defineExport<CodeConfig>({
  write(writer, { language, inputs, code }) {
    if (language === 'python')
      writer.fail('Python runs in the sandbox of Patchbay only. Rewrite it in JavaScript to export it.')
    writer.differs(
      'Code steps run as plain JavaScript in this process, with all its rights and without a time limit. Patchbay runs them in a sandbox without network and files: read them before you run them.',
    )
    const run = writer.script(
      code,
      `The JavaScript of “${writer.node.label}”, as it was written in Patchbay. It runs here without a sandbox.`,
    )
    const properties = inputs.flatMap(({ name }) => {
      const value = writer.input(name)
      return value === null ? [] : [value === name ? name : `${writer.key(name)}: ${value}`]
    })
    const result = writer.local('result')
    return {
      doc: 'computes a result in JavaScript.',
      lines: [
        `const ${result} = ${writer.lib('values', 'toJson')}(await ${run}({ ${properties.join(', ')} }))`,
        `return ${writer.give([['result', result]])}`,
      ],
    }
  },
})
