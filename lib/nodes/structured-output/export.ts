import { defineExport } from '@/lib/export/node-export'
import type { StructuredOutputConfig } from './manifest'

export default defineExport<StructuredOutputConfig>({
  write(writer, { model, instructions, schema, temperature, maxOutputTokens }) {
    if (model.connection === 'builtin') writer.fail('The built-in answerer gives no JSON. Choose a language model.')
    const shape = writer.constant('SCHEMA', writer.literal(schema))
    const json = writer.local('json')
    return {
      doc: 'reads a text with a language model and gives JSON that fits a schema.',
      lines: [
        `const ${json} = await ${writer.lib('structured', 'extractJson')}({`,
        `  model: ${writer.model(model, { temperature, maxOutputTokens, responseSchema: shape })},`,
        `  instructions: ${writer.template(instructions)},`,
        `  messages: ${writer.input('prompt') ?? '[]'},`,
        `  schema: ${shape},`,
        `  signal: ${writer.signal},`,
        '})',
        `return ${writer.give([['json', json]])}`,
      ],
    }
  },
})
