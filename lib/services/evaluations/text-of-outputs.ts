import type { JsonObject } from '@/lib/core/json'

const NAMES = ['text', 'answer', 'result', 'label']

/** The answer of an app as text: its main output, the only text, or all outputs as JSON. */
export function textOfOutputs(outputs: JsonObject): string {
  for (const name of NAMES) {
    const value = Object.hasOwn(outputs, name) ? outputs[name] : undefined
    if (typeof value === 'string') return value
  }
  const values = Object.values(outputs)
  const texts = values.filter((value) => typeof value === 'string')
  if (texts.length === 1 && texts[0] !== undefined) return texts[0]
  const [only] = values
  return values.length === 0 ? '' : JSON.stringify(values.length === 1 ? only : outputs)
}
