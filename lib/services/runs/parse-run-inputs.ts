import 'server-only'
import { z } from 'zod'
import { MAX_DOCUMENTS, MAX_PICTURES, MAX_RECORDINGS } from '@/lib/contracts/file-limits'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { internalError } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { PublishedApp } from '../versions/published-app'
import type { PublicChatTurn } from './chat-turn'

type Taker = Pick<PublishedApp, 'inputFields' | 'messageField'> &
  Partial<Pick<PublishedApp, 'takesImages' | 'takesDocuments' | 'takesRecordings'>>

/**
 * Accepts exactly the app's declared inputs, so that callers cannot set anything else. @throws AppError INVALID_INPUT
 * or TOO_LARGE. `maxText` limits each text.
 */
export function parseRunInputs(app: Taker, inputs: JsonObject, maxText: number): JsonObject {
  const { names, attached } = acceptedBy(app)
  for (const name in inputs) if (!names.has(name)) throw unknownInput(names, name)
  const accepted: [string, Json][] = []
  for (const field of app.inputFields) {
    const value = Object.hasOwn(inputs, field.name) ? inputs[field.name] : undefined
    const parsed = value === undefined || value === null ? '' : parseValue(field, value, maxText)
    if (parsed !== '') accepted.push([field.name, parsed])
    else if (field.required) throw new AppError('INVALID_INPUT', missingInput(app, field))
  }
  for (const name of attached) {
    const value = inputs[name]
    if (value !== undefined && value !== null) accepted.push([name, fileIds(name, value)])
  }
  return Object.fromEntries(accepted)
}

interface AcceptedInputs {
  names: ReadonlySet<string>
  attached: readonly (keyof typeof MAX)[]
}

/** Results by app, since objects of live apps are cached. */
const acceptedByApp = new WeakMap<Taker, AcceptedInputs>()

function acceptedBy(app: Taker): AcceptedInputs {
  const cached = acceptedByApp.get(app)
  if (cached) return cached
  const attached = [
    ...(app.takesImages ? (['images'] as const) : []),
    ...(app.takesDocuments ? (['documents'] as const) : []),
    ...(app.takesRecordings ? (['recordings'] as const) : []),
  ]
  const accepted = { names: new Set([...app.inputFields.map(({ name }) => name), ...attached]), attached }
  acceptedByApp.set(app, accepted)
  return accepted
}

function unknownInput(knownNames: ReadonlySet<string>, name: string): AppError {
  const names = [...knownNames].join(', ') || 'none'
  return new AppError('INVALID_INPUT', problem('inputs.unknown', { name: name.slice(0, 80), names }))
}

const MAX = { images: MAX_PICTURES, documents: MAX_DOCUMENTS, recordings: MAX_RECORDINGS } as const

function fileIds(name: keyof typeof MAX, value: Json): string[] {
  const limit = MAX[name]
  const ids = z.array(Id).max(limit).safeParse(value)
  if (!ids.success) throw new AppError('INVALID_INPUT', problem('inputs.tooManyFiles', { name, max: limit }))
  return [...new Set(ids.data)]
}

/** Removes characters that PostgreSQL and UTF-8 cannot represent. */
export function parseHistory(history: readonly PublicChatTurn[]): PublicChatTurn[] {
  return history.map((turn) => ({ role: turn.role, content: storable(turn.content) }))
}

function missingInput(app: Taker, { label, name }: PublicInputField): Problem {
  return name === app.messageField ? problem('inputs.messageMissing') : problem('inputs.fieldMissing', { label, name })
}

function parseValue(field: PublicInputField, value: Json, maxText: number): Json {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return parseText(field, value, maxText)
    case 'choice': {
      const text = parseText(field, value, maxText)
      if (text !== '' && field.options && !field.options.includes(text))
        throw new AppError(
          'INVALID_INPUT',
          problem('inputs.fieldNotOption', { label: field.label, name: field.name, options: field.options.join(', ') }),
        )
      return text
    }
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw mismatch(field, 'inputs.fieldNotNumber')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(field, 'inputs.fieldNotBoolean')
      return value
    case 'file':
    case 'image':
    case 'audio': {
      const id = Id.safeParse(value)
      if (!id.success) throw mismatch(field, 'inputs.fieldNotFile')
      return id.data
    }
    case 'json':
      return value
    default: {
      const unhandled: never = field.type
      throw internalError(`Unhandled field type ${String(unhandled)}`)
    }
  }
}

function parseText(field: PublicInputField, value: Json, maxText: number): string {
  if (typeof value !== 'string') throw mismatch(field, 'inputs.fieldNotText')
  if (value.length > maxText)
    throw new AppError(
      'TOO_LARGE',
      problem('inputs.textTooLong', { label: field.label, length: value.length, max: maxText }),
    )
  const text = storable(value)
  return text.trim() === '' ? '' : text
}

type Mismatch = `inputs.${'fieldNotText' | 'fieldNotNumber' | 'fieldNotBoolean' | 'fieldNotFile'}`

function mismatch({ label, name }: PublicInputField, key: Mismatch): AppError {
  return new AppError('INVALID_INPUT', problem(key, { label, name }))
}
