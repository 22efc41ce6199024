import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { longestJson } from '@/lib/core/longest-json'
import { problem } from '@/lib/messages/problems/problem'

export const MAX_OUTPUT_CHARACTERS = 1_000_000

/** `undefined` ports count as missing. @throws LIMIT_EXCEEDED beyond 1 MB. */
export function checkOutputs(outputs: { [port: string]: Json | undefined }): JsonObject {
  const checked = isWhole(outputs) ? outputs : withoutGaps(outputs)
  // Serializes only outputs that may exceed the limit.
  if (longestJson(checked, MAX_OUTPUT_CHARACTERS) <= MAX_OUTPUT_CHARACTERS) return checked
  if (JSON.stringify(checked).length > MAX_OUTPUT_CHARACTERS) throw tooMuchOutput()
  return checked
}

function isWhole(outputs: { [port: string]: Json | undefined }): outputs is JsonObject {
  return !Object.values(outputs).includes(undefined)
}

function withoutGaps(outputs: { [port: string]: Json | undefined }): JsonObject {
  const entries = Object.entries(outputs).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}

export function tooMuchOutput(): AppError {
  return new AppError('LIMIT_EXCEEDED', problem('engine.outputTooLarge'))
}
