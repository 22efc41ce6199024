import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import type { StepWriter } from '@/lib/export/node-export'
import type { ServiceCode } from '@/lib/export/write/service-code'
import type { DataKind } from '@/lib/graph/ports'
import { coreSchema } from '@/lib/graph/schema/schema-parts'
import { listReferences } from '@/lib/graph/templates/references'
import { listTemplateStrings } from '@/lib/graph/templates/template-fields'
import type { ActionDefinition } from '@/lib/plugins/action'
import type { ActionSettingsValue } from './action-config'
import { isEmpty, isWired } from './action-ports'

const NOTE =
  'Actions of integrations send the requests of Patchbay, but once: runs are not durable here, so a write whose outcome is unknown is not remembered. Rate limits of services are not observed in advance.'

/**
 * The code of an action's values, as properties. Texts keep their references. Fields that are wired or empty read an
 * input.
 */
export function valuesCode(
  writer: StepWriter,
  { values, outline }: ActionSettingsValue,
  { input: { shape } }: Pick<ActionDefinition, 'input'>,
): string[] {
  const names = new Set([...Object.keys(values), ...outline.fields.map(({ id }) => id)])
  return [...names].flatMap((name) => {
    const code = valueCode(writer, name, { value: values[name], isText: isText(shape[name]) })
    return code === null ? [] : [`${writer.key(name)}: ${code}`]
  })
}

interface FieldValue {
  value: Json | undefined
  /** Whether the field is a text, into which values are inserted as they are. */
  isText: boolean
}

function valueCode(writer: StepWriter, name: string, { value, isText }: FieldValue): string | null {
  if (value === undefined || isWired(value) || isEmpty(value)) return writer.input(name)
  return isText && typeof value === 'string' ? writer.template(value) : partCode(writer, value)
}

/** A value of a JSON field or list: marks inserted values, which the call places in it. */
function partCode(writer: StepWriter, value: Json): string {
  if (typeof value === 'string') return writer.template(value, 'inserted')
  const texts = listTemplateStrings({ value }, [{ path: 'value.**', encoding: 'inserted' }])
  const isPlain = !texts.some(({ text }) => listReferences(text).length > 0)
  if (isPlain || typeof value !== 'object' || value === null) return writer.literal(value)
  if (Array.isArray(value)) return `[${value.map((item) => partCode(writer, item)).join(', ')}]`
  const properties = Object.entries(value).map(([key, item]) => {
    const name = listReferences(key).length > 0 ? `[${writer.template(key, 'inserted')}]` : writer.key(key)
    return `${name}: ${partCode(writer, item)}`
  })
  return `{ ${properties.join(', ')} }`
}

function isText(field: unknown): boolean {
  if (!(field instanceof z.ZodType)) return false
  return ['string', 'enum', 'number', 'boolean'].includes(coreSchema(field).def.type)
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
