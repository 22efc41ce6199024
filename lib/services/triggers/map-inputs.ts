import 'server-only'
import type { PublicInputField } from '@/lib/contracts/public'
import type { TriggerMapping } from '@/lib/contracts/triggers'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'

/** Extracts the app's inputs from an external body; missing values are omitted. @throws AppError INVALID_INPUT */
export function mapInputs(mapping: TriggerMapping, fields: readonly PublicInputField[], body: JsonObject): JsonObject {
  const inputValues: { input: string; value: Json | undefined }[] =
    mapping.kind === 'whole'
      ? [{ input: mapping.input, value: body }]
      : mapping.fields.map(({ input, path }) => ({ input, value: valueAt(body, path) }))
  const inputs: JsonObject = {}
  for (const { input, value } of inputValues) {
    const field = fields.find(({ name }) => name === input)
    if (!field) throw new AppError('INVALID_INPUT', problem('inputs.removed', { name: input }))
    if (value !== undefined && value !== null) inputs[input] = fitTo(field, value)
  }
  return inputs
}

/** The value at a path such as `issue.labels.0.name`. Reads only own properties and indexes. */
export function valueAt(body: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = body
  for (const part of path.split('.')) {
    if (Array.isArray(value)) value = /^\d{1,6}$/.test(part) ? value[Number(part)] : undefined
    else if (typeof value === 'object' && value !== null) value = Object.hasOwn(value, part) ? value[part] : undefined
    else return undefined
  }
  return value
}

/** Text fields accept anything, as JSON if it is not text; numbers and switches accept texts that express one. */
export function fitTo({ type }: PublicInputField, value: Json): Json {
  switch (type) {
    case 'text':
    case 'long-text':
    case 'choice':
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
    case 'number': {
      const isNumeric = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
      return isNumeric ? Number(value) : value
    }
    case 'boolean': {
      const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
      return word === 'true' || word === 'false' ? word === 'true' : value
    }
    // Files must be uploaded: this value is not a file id.
    case 'file':
    case 'image':
    case 'audio':
    case 'json':
      return value
    default: {
      const unhandled: never = type
      throw internalError(`Unhandled field type ${String(unhandled)}`)
    }
  }
}
