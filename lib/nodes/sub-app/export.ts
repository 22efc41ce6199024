import { defineExport } from '@/lib/export/node-export'
import type { SubAppConfig } from './manifest'
import { toToolName } from './to-tool-name'

export default defineExport<SubAppConfig>({
  write(writer, { appId, versionId }) {
    const app = writer.app(appId, versionId || null)
    const [message, values] = [writer.input('message'), writer.input('inputs')]
    const given = [
      ...(values === null ? [] : [`...${writer.lib('values', 'toObject')}(${values})`]),
      ...(message === null ? [] : [`...(${message} === undefined ? {} : { message: ${message} })`]),
    ]
    const result = writer.local('result')
    return {
      doc: `runs the app “${app.name}”.`,
      lines: [
        `const ${result} = await ${app.run}({ ${given.join(', ')} }, { signal: ${writer.signal} })`,
        `return ${writer.give([
          ['text', `${result}.text`],
          ['result', `${writer.lib('values', 'toJson')}(${result})`],
        ])}`,
      ],
    }
  },
  bind(writer, { appId, versionId, toolDescription }) {
    const { name, description, parameters } = writer.app(appId, versionId || null)
    const spec = { name: toToolName(name), description: toolDescription.trim() || description || name, parameters }
    return writer.tool(spec, (args, inner) => [
      `const result = await ${inner.app(appId, versionId || null).run}(${args})`,
      'return result.data === undefined ? (result.text ?? result) : result',
    ])
  },
})
