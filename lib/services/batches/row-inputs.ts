import 'server-only'
import type { BatchMapping } from '@/lib/contracts/batches'
import { MAX_API_TEXT, MAX_FORM_TEXT, type PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import { parseRunInputs } from '../runs/parse-run-inputs'
import type { RunTarget } from '../runs/run-target'
import { fitTo } from '../triggers/map-inputs'

interface Mapped {
  mapping: BatchMapping | null
  /** A visitor's texts have the size limit of a form. */
  endUser: string | null
}

/** The inputs of a row. @throws AppError INVALID_INPUT with a sentence for the row */
export function rowInputs(
  target: Pick<RunTarget, 'inputFields' | 'messageField'>,
  { mapping, endUser }: Mapped,
  values: JsonObject,
): JsonObject {
  const inputs: JsonObject = {}
  for (const field of target.inputFields) {
    const from = mapping && Object.hasOwn(mapping, field.name) ? mapping[field.name] : undefined
    if (!from) continue
    const value = from.kind === 'value' ? from.value : Object.hasOwn(values, from.column) ? values[from.column] : null
    // An empty cell is not a value, whatever the field is.
    if (value !== undefined && value !== null && value !== '') inputs[field.name] = fitCell(field, value)
  }
  return parseRunInputs(target, inputs, endUser === null ? MAX_API_TEXT : MAX_FORM_TEXT)
}

function fitCell(field: PublicInputField, value: Json): Json {
  if (field.type !== 'json' || typeof value !== 'string' || !/^\s*[[{]/.test(value)) return fitTo(field, value)
  const parsed = parseCell(value)
  if (parsed === undefined || findJsonFlaw(parsed))
    throw new AppError('INVALID_INPUT', problem('inputs.fieldNotJson', { label: field.label, name: field.name }))
  // Escapes such as \u0000 become characters that the database rejects, only here.
  return storable(parsed)
}

function parseCell(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function rowError(
  target: Pick<RunTarget, 'inputFields' | 'messageField'>,
  batch: Mapped,
  values: JsonObject,
): { inputs: JsonObject; error: null } | { inputs: null; error: AppError } {
  try {
    return { inputs: rowInputs(target, batch, values), error: null }
  } catch (error) {
    if (AppError.isInstance(error)) return { inputs: null, error }
    throw error
  }
}
