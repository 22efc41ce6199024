import { defineExport } from '@/lib/export/node-export'
import type { SubAppConfig } from './manifest'
import { toToolName } from './to-tool-name'

export default defineExport<SubAppConfig>({
  write(writer, { appId, versionId, takes, gives }) {
    const app = writer.app(appId, versionId || null)
    const [message, values] = [writer.input('message'), writer.input('inputs')]
    const properties = [
      ...(values === null ? [] : [`...${writer.lib('values', 'toObject')}(${values})`]),
      ...(message === null ? [] : [`...(${message} === undefined ? {} : { message: ${message} })`]),
    ]
    const fields = takes.flatMap(({ name, required }) => {
      const value = writer.input(name)
      if (value === null) return []
      const member = `${writer.key(name)}: ${value}`
      return [required ? member : `...(${value} === undefined ? {} : { ${member} })`]
    })
    const result = writer.local('result')
    const call = `const ${result} = await ${app.run}({ ${(takes.length > 0 ? fields : properties).join(', ')} }, { signal: ${writer.signal} })`
    if (gives.length > 0) {
      const data = writer.local('data')
      return {
        doc: `runs the app “${app.name}”.`,
        lines: [
          call,
          `const ${data} = ${writer.lib('values', 'toJson')}(${result}.data)`,
          `return ${writer.give(gives.map(({ name }) => [name, `${writer.lib('values', 'partOf')}(${data}, ${writer.text(name)})`]))}`,
        ],
      }
    }
    return {
      doc: `runs the app “${app.name}”.`,
      lines: [
        call,
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
