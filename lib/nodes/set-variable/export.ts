import { defineExport } from '@/lib/export/node-export'
import type { SetVariableConfig } from './manifest'

export default defineExport<SetVariableConfig>({
  write(writer, { assignments }) {
    writer.differs(
      'Variables of a conversation, an end user or the app keep their values in the object that is passed to `runApp` as `variables`. Store it between runs.',
    )
    const values = writer.local('values')
    const changes = assignments.map(
      ({ variable, operation, value }) =>
        `  { variable: ${writer.text(variable)}, operation: ${writer.text(operation)}, value: ${writer.template(value, 'value')} },`,
    )
    const first = writer.text(assignments[0]?.variable ?? '')
    return {
      doc: 'changes variables.',
      lines: [
        `const ${values} = ${writer.variables}.assign([`,
        ...changes,
        '])',
        `return ${writer.give([
          ['value', `${values}[${first}] ?? null`],
          ['values', values],
        ])}`,
      ],
    }
  },
})
