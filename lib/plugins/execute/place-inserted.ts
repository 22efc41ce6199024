import { type InsertedPart, splitInserted } from '@/lib/core/inserted-value'
import type { Json } from '@/lib/core/json'

interface Placement {
  /** `scalar`: a text, number or choice. */
  shape: 'scalar' | 'list' | 'json'
  /** Whether a list has texts as items. */
  hasTexts: boolean
  toText(value: Json): string
  /** Called with each value that keeps its type, and with each name that contains a value. */
  check?(value: Json): void
}

/**
 * A field with its inserted values in place. JSON and lists are parsed before, so that a value stays one text inside a
 * text, and one value elsewhere. `isRead`: whether the result is not to be parsed again.
 */
export function placeInserted(field: Json, placement: Placement): { value: Json; isRead: boolean } {
  if (typeof field !== 'string') return { value: fillLeaves(field, placement, []), isRead: false }
  const parts = splitInserted(field)
  const text = () => textOf(parts, placement)
  if (!parts.some(({ type }) => type === 'value')) return { value: text(), isRead: false }
  if (placement.shape === 'scalar') return { value: text(), isRead: false }
  const only = onlyValue(parts)
  if (only !== undefined) {
    const isText = typeof only !== 'object' || only === null
    if (!isText) return { value: typed(only, placement), isRead: true }
    const whole = inText(only, placement.toText)
    return placement.shape === 'list' && placement.hasTexts && whole !== ''
      ? { value: [whole], isRead: true }
      : { value: whole, isRead: false }
  }
  const [first] = parts
  if (first?.type === 'text' && /^\s*[[{]/.test(first.text)) {
    const json = fillJson(parts, placement)
    return { value: json === undefined ? text() : json, isRead: true }
  }
  return { value: placement.shape === 'list' ? itemsOf(parts, placement) : text(), isRead: true }
}

/** The value that a text consists of. */
function onlyValue(parts: readonly InsertedPart[]): Json | undefined {
  const filled = parts.filter((part) => part.type === 'value' || part.text.trim() !== '')
  const [only] = filled
  return filled.length === 1 && only?.type === 'value' ? only.value : undefined
}

const textOf = (parts: readonly InsertedPart[], { toText }: Placement): string =>
  parts.map((part) => (part.type === 'text' ? part.text : inText(part.value, toText))).join('')

const inText = (value: Json, toText: Placement['toText']): string => (value === null ? '' : toText(value))

function typed(value: Json, { check }: Placement): Json {
  check?.(value)
  return value
}

/** Items separated by commas or line breaks of the author, not of a value. */
function itemsOf(parts: readonly InsertedPart[], placement: Placement): Json[] {
  const items: InsertedPart[][] = [[]]
  for (const part of parts) {
    if (part.type === 'value') {
      items.at(-1)?.push(part)
      continue
    }
    const [end = '', ...further] = part.text.split(/[\n,]/)
    items.at(-1)?.push({ type: 'text', text: end })
    items.push(...further.map((text): InsertedPart[] => [{ type: 'text', text }]))
  }
  return items
    .map((item) => {
      const only = onlyValue(item)
      return only === undefined ? textOf(item, placement).trim() : inText(only, placement.toText)
    })
    .filter((item) => item !== '')
}

/** Escapes in JSON text around the index of a value: inside a text, and as a value of its own. */
const [IN_TEXT, ALONE] = ['\u0001', '\u0002']
const escaped = (mark: string, index: number) => {
  const code = `\\u000${mark.charCodeAt(0)}`
  return `${code}${index}${code}`
}

/** The JSON of the author with the values in place; undefined if it is not JSON. */
function fillJson(parts: readonly InsertedPart[], placement: Placement): Json | undefined {
  const values: Json[] = []
  let json = ''
  let isInText = false
  for (const part of parts) {
    if (part.type === 'text') {
      json += part.text
      isInText = endsInText(part.text, isInText)
      continue
    }
    json += isInText ? escaped(IN_TEXT, values.length) : `"${escaped(ALONE, values.length)}"`
    values.push(part.value)
  }
  try {
    return fillLeaves(JSON.parse(json), placement, values)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function endsInText(json: string, startsInText: boolean): boolean {
  let isInText = startsInText
  for (let index = 0; index < json.length; index += 1) {
    if (json[index] === '\\' && isInText) index += 1
    else if (json[index] === '"') isInText = !isInText
  }
  return isInText
}

/** Fills the texts and names in a value. */
function fillLeaves(value: Json, placement: Placement, values: readonly Json[]): Json {
  if (typeof value === 'string') return fillLeaf(value, placement, values)
  if (Array.isArray(value)) return value.map((item) => fillLeaves(item, placement, values))
  if (typeof value !== 'object' || value === null) return value
  // fromEntries defines own properties, so that no name can reach the prototype.
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const filled = fillLeaf(name, placement, values, true)
      if (filled !== name) placement.check?.({ [String(filled)]: null })
      return [String(filled), fillLeaves(item, placement, values)]
    }),
  )
}

function fillLeaf(text: string, placement: Placement, values: readonly Json[], isName = false): Json {
  if (values.length === 0) return textOf(splitInserted(text), placement)
  const alone = text.startsWith(ALONE) ? values[Number(text.slice(1, -1))] : undefined
  if (alone !== undefined) return isName ? inText(alone, placement.toText) : typed(scalarOf(alone), placement)
  return text
    .split(IN_TEXT)
    .map((piece, index) => {
      const value = index % 2 === 0 ? undefined : values[Number(piece)]
      return value === undefined ? piece : inText(value, placement.toText)
    })
    .join('')
}

/** Outside quotes, a text that is a number, `true`, `false` or `null` is that value; another one stays a text. */
const scalarOf = (value: Json): Json =>
  typeof value === 'string' && /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(value)
    ? JSON.parse(value)
    : value
