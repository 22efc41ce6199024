import type { JsonObject } from '@/lib/core/json'
import type { ListStyle } from '../action-request'
import { fillJson, fillValues, textOf } from './fill-template'

const SEPARATORS: Readonly<Record<Exclude<ListStyle, 'brackets'>, string>> = { comma: ',', space: ' ', pipe: '|' }

/** The names and values of a query or form parameter; none if its field is absent. */
export function fillParameter(
  name: string,
  template: string,
  input: JsonObject,
  style: ListStyle | undefined,
): [name: string, value: string][] {
  if (style === 'brackets') {
    const value = fillJson(template, input)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.entries(value).map(([key, item]) => [`${name}[${key}]`, textOf(item)])
  }
  const values = fillValues(template, input)
  if (style === undefined || style === 'brackets' || values.length < 2) return values.map((value) => [name, value])
  return [[name, values.join(SEPARATORS[style])]]
}
