import { defineExport } from '@/lib/export/node-export'
import type { MakeFileConfig } from './manifest'

export default defineExport<MakeFileConfig>({
  write(writer, { format, name }) {
    writer.differs('Files that a step makes are written to `./files`.')
    const made = writer.local('made')
    const content = writer.input('rows') ?? writer.input('content') ?? 'null'
    return {
      doc: `writes a ${format.toUpperCase()} file.`,
      lines: [
        `const ${made} = ${writer.lib('make-document', 'makeDocument')}(${writer.text(format)}, ${content}, ${writer.template(name)})`,
        `return ${writer.give([['file', `await ${writer.lib('files', 'saveFile')}(${made}.bytes, ${made}.name, ${made}.mediaType)`]])}`,
      ],
    }
  },
})
