import { z } from 'zod'
import { plainText, richText } from './rich-text'

const Property = z.looseObject({ type: z.string() })
const Named = z.object({ name: z.string() })
const DateValue = z.object({ start: z.string(), end: z.string().nullish() })
const Person = z.object({ name: z.string().nullish() })

export const Properties = z.record(z.string(), Property)
export type Properties = z.infer<typeof Properties>

/** The title property of a page. */
export function titleOf(properties: Properties): string {
  const title = Object.values(properties).find(({ type }) => type === 'title')
  return plainText(title?.title).trim()
}

/** Text of a table cell; empty for types without text. */
export function propertyText(property: unknown): string {
  const parsed = Property.safeParse(property)
  if (!parsed.success) return ''
  const { type } = parsed.data
  const value = parsed.data[type]
  switch (type) {
    case 'title':
    case 'rich_text':
      return richText(value).replace(/\s*\n\s*/g, ' ')
    case 'number':
      return typeof value === 'number' ? String(value) : ''
    case 'checkbox':
      return value === true ? 'yes' : 'no'
    case 'url':
    case 'email':
    case 'phone_number':
    case 'created_time':
    case 'last_edited_time':
      return typeof value === 'string' ? value : ''
    case 'select':
    case 'status':
      return Named.safeParse(value).data?.name ?? ''
    case 'multi_select':
      return (
        z
          .array(Named)
          .safeParse(value)
          .data?.map(({ name }) => name)
          .join(', ') ?? ''
      )
    case 'people':
      return (
        z
          .array(Person)
          .safeParse(value)
          .data?.flatMap(({ name }) => name ?? [])
          .join(', ') ?? ''
      )
    case 'created_by':
    case 'last_edited_by':
      return Person.safeParse(value).data?.name ?? ''
    case 'files':
      return (
        z
          .array(Named)
          .safeParse(value)
          .data?.map(({ name }) => name)
          .join(', ') ?? ''
      )
    case 'date': {
      const date = DateValue.safeParse(value).data
      return date ? [date.start, date.end].filter(Boolean).join(' – ') : ''
    }
    case 'unique_id': {
      const id = z.object({ prefix: z.string().nullish(), number: z.number() }).safeParse(value).data
      return id ? [id.prefix, id.number].filter((part) => part !== null && part !== undefined).join('-') : ''
    }
    // Both have a different value under its type.
    case 'formula':
    case 'rollup':
      return computedText(value)
    default:
      return ''
  }
}

function computedText(value: unknown): string {
  const inner = Property.safeParse(value)
  if (!inner.success) return ''
  const { type } = inner.data
  const own = inner.data[type]
  if (type === 'array') return Array.isArray(own) ? own.map(propertyText).filter(Boolean).join(', ') : ''
  if (type === 'date') return propertyText({ type: 'date', date: own })
  return ['string', 'number', 'boolean'].includes(typeof own) ? String(own) : ''
}
