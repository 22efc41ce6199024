import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'

/** An input as text with references, and as a selector if it is one reference. */
export interface CozeValue {
  text: string
  selector: string[] | null
}

/** A value is a reference to an output of another block, or a literal. */
export function readValue(input: unknown): CozeValue {
  const { type, content } = objectOf(objectOf(input).value)
  if (type !== 'ref') {
    const text = typeof content === 'string' ? content : content === undefined ? '' : JSON.stringify(content)
    return { text, selector: null }
  }
  const { source, blockID, name, path } = objectOf(content)
  const id = textOf(source).startsWith('global_variable') ? 'variables' : textOf(blockID)
  const keys = textOf(name) === '' ? listOf(path).map(textOf) : textOf(name).split('.')
  const selector = [id, ...keys]
  return { text: `{{#${selector.join('.')}#}}`, selector }
}

/** Local names of a block with their values. */
export function parametersOf(inputs: JsonObject): Map<string, CozeValue> {
  const list = listOf(inputs.inputParameters).map(objectOf)
  return new Map(list.map(({ name, input }) => [textOf(name), readValue(input)]))
}

/** Replaces `{{name}}` and `{{name.part}}`, which read the local names of a block. */
export function fill(text: string, parameters: ReadonlyMap<string, CozeValue>): string {
  return text.replaceAll(/\{\{\s*(\w{1,100})((?:\.\w{1,100})*)\s*\}\}/g, (whole, name: string, path: string) => {
    const value = parameters.get(name)
    if (!value) return whole
    return value.selector === null ? value.text : `{{#${value.selector.join('.')}${path}#}}`
  })
}
