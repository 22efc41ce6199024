import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { RunRow } from './run-row'

/** The person's message. */
export function messageOf({ inputs }: Pick<RunRow, 'inputs'>): string {
  return typeof inputs.message === 'string' ? inputs.message : JSON.stringify(inputs)
}

/** The app's answer; without a text, its outputs as JSON. */
export function answerOf(outputs: JsonObject): string {
  return typeof outputs.text === 'string' ? outputs.text : JSON.stringify(outputs)
}
