import 'server-only'
import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { AnswerField } from '@/lib/engine/pauses/pause'

const Titled = z.object({ const: z.string(), title: z.string().optional() })

/** The schemas that the protocol allows for a value: no nesting, except a list of options. */
const Property = z.object({
  type: z.enum(['string', 'number', 'integer', 'boolean', 'array']),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  enumNames: z.array(z.string()).optional(),
  oneOf: z.array(Titled).optional(),
  items: z.object({ enum: z.array(z.string()).optional(), anyOf: z.array(Titled).optional() }).optional(),
})
type Property = z.infer<typeof Property>

const Schema = z.object({
  properties: z.record(z.string().max(100), z.unknown()),
  required: z.array(z.string()).default([]),
})

const MAX_FIELDS = 30

export interface QuestionField {
  field: AnswerField
  /** The entered value as the server expects it. */
  read: (value: Json) => Json
}

/** The form for a requested schema. Null if a required value cannot be a field. */
export function readQuestionFields(schema: JsonObject): QuestionField[] | null {
  const parsed = Schema.safeParse(schema).data
  const entries = Object.entries(parsed?.properties ?? {})
  if (!parsed || entries.length > MAX_FIELDS) return null
  const fields: QuestionField[] = []
  for (const [name, given] of entries) {
    const property = Property.safeParse(given).data
    const required = parsed.required.includes(name)
    const field = property ? fieldOf(property, { name, required, label: labelOf(name, property) }) : null
    if (field) fields.push(field)
    else if (required) return null
  }
  return fields
}

function labelOf(name: string, { title, description }: Property): string {
  return [title ?? name, description]
    .filter((text) => text !== undefined && text !== '')
    .join(': ')
    .slice(0, 300)
}

type Head = Pick<AnswerField, 'name' | 'required' | 'label'>

function fieldOf(property: Property, head: Head): QuestionField | null {
  switch (property.type) {
    case 'boolean':
      return { field: { ...head, type: 'boolean' }, read: (value) => value }
    case 'number':
      return { field: { ...head, type: 'number' }, read: (value) => value }
    case 'integer':
      return {
        field: { ...head, type: 'number' },
        read: (value) => (typeof value === 'number' ? Math.round(value) : value),
      }
    case 'array':
      return listField(property, head)
    case 'string': {
      const options = optionsOf(property)
      if (!options) return { field: { ...head, type: 'text' }, read: (value) => value }
      return {
        field: { ...head, type: 'choice', options: options.map(({ label }) => label) },
        read: (value) => options.find(({ label }) => label === value)?.value ?? value,
      }
    }
  }
}

/** Several options are entered as text, separated by commas. */
function listField({ items }: Property, head: Head): QuestionField | null {
  const options = items ? optionsOf({ enum: items.enum, oneOf: items.anyOf }) : null
  if (!options) return null
  const names = options.map(({ label }) => label).join(', ')
  return {
    field: { ...head, type: 'text', label: `${head.label} (${names})` },
    read: (value) => {
      const entered = String(value)
        .split(',')
        .map((part) => part.trim().toLowerCase())
      return options.filter(({ label }) => entered.includes(label.toLowerCase())).map((option) => option.value)
    },
  }
}

function optionsOf(
  property: Pick<Property, 'enum' | 'enumNames' | 'oneOf'>,
): { value: string; label: string }[] | null {
  const options =
    property.oneOf?.map((option) => ({ value: option.const, label: option.title ?? option.const })) ??
    property.enum?.map((value, index) => ({ value, label: property.enumNames?.[index] ?? value }))
  if (!options || options.length === 0) return null
  const isUnique = new Set(options.map(({ label }) => label)).size === options.length
  return isUnique ? options : options.map(({ value }) => ({ value, label: value }))
}
