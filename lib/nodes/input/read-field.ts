import { AppError, raise } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { InputField } from './manifest'

/** Converts a field's value to its kind, or returns the default. @throws INVALID_INPUT naming the field */
export function readField(field: InputField, input: Json | undefined): Json | undefined {
  const value = input === undefined || input === null || input === '' ? readDefault(field) : input
  if (value === undefined) {
    if (field.required) throw new AppError('INVALID_INPUT', problem('inputs.missing', { name: nameOf(field) }))
    return undefined
  }
  return convert(field, value)
}

function readDefault(field: InputField): Json | undefined {
  return field.default === '' ? undefined : field.default
}

function convert(field: InputField, value: Json): Json {
  switch (field.kind) {
    case 'text':
    case 'paragraph':
      return typeof value === 'string' ? value : reject(field, 'inputs.notText')
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? value
        : raise(
            'INVALID_INPUT',
            problem('inputs.notOption', { name: nameOf(field), options: field.options.join(', ') }),
          )
    case 'number':
      return readNumber(field, value)
    case 'boolean':
      return readBoolean(field, value)
    case 'file':
    case 'image':
    case 'audio':
      return typeof value === 'object' ? value : reject(field, 'inputs.notUploadedFile')
    case 'json':
      return typeof value === 'string' ? readJson(field, value) : value
    default: {
      const unhandled: never = field.kind
      return unhandled
    }
  }
}

function readNumber(field: InputField, value: Json): number {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : reject(field, 'inputs.notNumber')
}

function readBoolean(field: InputField, value: Json): boolean {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : reject(field, 'inputs.notBoolean')
}

function readJson(field: InputField, text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return reject(field, 'inputs.notJson')
  }
}

type Mismatch = `inputs.${'notText' | 'notUploadedFile' | 'notNumber' | 'notBoolean' | 'notJson'}`

function reject(field: InputField, mismatch: Mismatch): never {
  throw new AppError('INVALID_INPUT', problem(mismatch, { name: nameOf(field) }))
}

function nameOf({ label, name }: InputField): string {
  return label || name
}
