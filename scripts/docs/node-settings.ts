import { z } from 'zod'
import type { FieldLayout } from '@/lib/graph/schema/field-layout'
import { code, table } from './markdown'

interface Schema {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  const?: unknown
  enum?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
  minItems?: number
  layout?: FieldLayout
}

/** The settings of a node as a table, nested ones with their path. */
export function settingsTable(config: z.ZodType): string {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as Schema
  const rows = rowsOf(schema, '')
  return rows.length === 0 ? 'This node has no settings.' : table(['Setting', 'Key', 'Value', 'Default', 'Notes'], rows)
}

function rowsOf(schema: Schema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const layout = field.layout ?? {}
    if (layout.hidden) return []
    const path = `${prefix}${name}`
    const inner = field.type === 'object' && field.properties ? rowsOf(field, `${path}.`) : []
    const items = field.items?.properties ? rowsOf(field.items, `${path}[].`) : []
    const isSection = inner.length > 0 && field.properties?.connection === undefined
    const row = [
      layout.label ?? name,
      code(path),
      describeValue(field),
      isSection ? '' : describeDefault(field),
      notesOf(layout),
    ]
    return [row, ...(isSection ? inner : []), ...items]
  })
}

function describeValue(field: Schema): string {
  const { layout = {} } = field
  const choices = field.enum?.filter((value) => value !== '')
  if (choices) return choices.map((value) => code(String(value))).join(', ')
  if (layout.input && layout.input in INPUT_WORDS) return INPUT_WORDS[layout.input] ?? ''
  if (field.type === 'array') return `list${countOf(field.minItems, field.maxItems, '')}`
  if (field.type === 'boolean') return 'on or off'
  if (field.type === 'object') return field.properties ? 'group' : 'JSON'
  if (field.type === 'number' || field.type === 'integer')
    return `number${countOf(field.minimum, field.maximum, layout.unit ? ` ${layout.unit}` : '')}`
  return layout.references ? 'text with references' : 'text'
}

const INPUT_WORDS: Partial<Record<NonNullable<FieldLayout['input']>, string>> = {
  model: 'model or route',
  'trained-model': 'trained model',
  'knowledge-base': 'knowledge base',
  app: 'published app',
  members: 'members',
  secret: 'secret, by name',
  json: 'JSON',
  code: 'code',
}

function countOf(from: number | undefined, to: number | undefined, unit: string): string {
  const isBounded = to !== undefined && Math.abs(to) < 2 ** 50
  if (!isBounded) return unit === '' ? '' : `,${unit}`
  const low = from !== undefined && Math.abs(from) < 2 ** 50 ? from : 0
  return `, ${format(low)} to ${format(to)}${unit}`
}

const format = (value: number) => (Math.abs(value) >= 10_000 ? value.toLocaleString('en-US') : String(value))

function describeDefault({ default: value }: Schema): string {
  if (value === undefined || value === '' || value === null) return ''
  if (Array.isArray(value) && value.length === 0) return ''
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'object') return ''
  const text = String(value)
  return code(text.length > 60 ? `${text.slice(0, 57)}…` : text)
}

function notesOf({ help, showWhen, advanced, options }: FieldLayout): string {
  const choices = Object.entries(options ?? {})
    .filter(([value, text]) => value !== '' && text.toLowerCase() !== value)
    .map(([value, text]) => `${code(value)}: ${text}`)
  return [
    help ?? '',
    choices.length > 0 && choices.length <= 12 ? `${choices.join('; ')}.` : '',
    showWhen ? conditionOf(showWhen) : '',
    advanced ? 'Under **Advanced**.' : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function conditionOf({ field, values }: NonNullable<FieldLayout['showWhen']>): string {
  if (values.length > 3) return `Only for some values of ${code(field)}.`
  return `Only if ${code(field)} is ${values.map((value) => code(String(value))).join(' or ')}.`
}
