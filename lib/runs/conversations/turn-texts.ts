import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { RunRow } from '../drive/insert-run'

/** What the person wrote. */
export function messageOf({ inputs }: Pick<RunRow, 'inputs'>): string {
  return typeof inputs.message === 'string' ? inputs.message : JSON.stringify(inputs)
}

/** What the app said; an app whose answer is no text gives its outputs as JSON. */
export function answerOf(outputs: JsonObject): string {
  return typeof outputs.text === 'string' ? outputs.text : JSON.stringify(outputs)
}
