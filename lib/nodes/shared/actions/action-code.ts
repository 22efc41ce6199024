import type { Json } from '@/lib/core/json'
import type { StepWriter } from '@/lib/export/node-export'
import type { ServiceCode } from '@/lib/export/write/service-code'
import type { DataKind } from '@/lib/graph/ports'
import { STATEMENT_FIELD } from '@/lib/plugins/statement-field'
import type { ActionSettingsValue } from './action-config'
import { isEmpty, isWired } from './action-ports'

const NOTE =
  'Actions of integrations send the requests of Patchbay, but once: runs are not durable here, so a write whose outcome is unknown is not remembered. Rate limits of services are not observed in advance.'

/**
 * The code of an action's values, as properties. Texts keep their references. Fields that are wired or empty read an
 * input.
 */
export function valuesCode(writer: StepWriter, { values, outline }: ActionSettingsValue): string[] {
  const names = new Set([...Object.keys(values), ...outline.fields.map(({ id }) => id)])
  return [...names].flatMap((name) => {
    const code = valueCode(writer, name, values[name])
    return code === null ? [] : [`${writer.key(name)}: ${code}`]
  })
}

function valueCode(writer: StepWriter, name: string, value: Json | undefined): string | null {
  if (value === undefined || isWired(value) || isEmpty(value)) return writer.input(name)
  if (typeof value !== 'string') return writer.literal(value)
  return writer.template(value, name === STATEMENT_FIELD ? 'sql' : 'text')
}

/** The arguments of `callService` after the action and its values. */
export function callCode(writer: StepWriter, { credentials }: ServiceCode): string {
  writer.differs(NOTE)
  const fields = [`credentials: () => (${writer.credentials(credentials)})`, `signal: ${writer.signal}`]
  return `{ ${fields.join(', ')} }`
}

const CONVERTERS: Partial<Record<DataKind, string>> = { text: 'toText', number: 'toNumber', boolean: 'toBoolean' }

/** An output of the call as a value of its port. */
export function outputCode(writer: StepWriter, { id, kind }: { id: string; kind: DataKind }, outputs: string): string {
  const code = `${outputs}[${writer.text(id)}]`
  const converter = CONVERTERS[kind]
  return converter === undefined
    ? code
    : `${writer.lib('values', 'given')}(${code}, ${writer.lib('values', converter)})`
}
