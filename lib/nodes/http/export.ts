import { defineExport, type StepWriter } from '@/lib/export/node-export'
import { secretHeaderCode } from '../shared/http/secret-header-code'
import type { HttpConfig } from './manifest'

export default defineExport<HttpConfig>({
  write(writer, config) {
    writer.differs(
      'HTTP steps call whatever address they are given: Patchbay’s guard against addresses of the own network, its limit on the size of answers and its idempotency keys are not part of this project.',
    )
    const answer = writer.local('answer')
    const headers = headersCode(writer, config)
    const fields = [
      `method: '${config.method}',`,
      `url: ${writer.template(config.url, 'uri')},`,
      ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} },`]),
      ...bodyCode(writer, config),
      `timeoutSeconds: ${config.timeoutSeconds},`,
      `failOnStatus: ${config.failOnStatus},`,
      `signal: ${writer.signal},`,
    ]
    const call = [`await ${writer.lib('http', 'callHttp')}({`, ...fields.map((field) => `  ${field}`), '})']
    // As a tool the response is returned once; as a step it is offered in both forms.
    const result =
      writer.use === 'tool'
        ? `${answer}.json === undefined ? { text: ${answer}.text, status: ${answer}.status } : { json: ${answer}.json, status: ${answer}.status }`
        : writer.give(['json', 'text', 'status'].map((port) => [port, `${answer}.${port}`]))
    return {
      doc: 'calls a web address.',
      lines: [`const ${answer} = ${call.join('\n')}`, `return ${result}`],
    }
  },
})

function headersCode(writer: StepWriter, config: HttpConfig): string[] {
  const own = config.headers.map(({ name, value }) => `${writer.key(name.toLowerCase())}: ${writer.template(value)}`)
  const signed = config.connections
    .filter(({ authorize }) => authorize)
    .map(({ name }) => {
      const help = `The value of the Authorization header that the connection “${name}” sends, such as Bearer ….`
      return `authorization: ${writer.env(`${name}_authorization`, help)}`
    })
  return [...own, ...secretHeaderCode(writer, config), ...signed]
}

function bodyCode(writer: StepWriter, { bodyKind, jsonBody, textBody }: HttpConfig): string[] {
  if (bodyKind === 'json') return [`body: { json: ${writer.template(jsonBody, 'json')} },`]
  return bodyKind === 'text' ? [`body: { text: ${writer.template(textBody)} },`] : []
}
