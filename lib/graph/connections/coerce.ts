import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { valueProblem } from '@/lib/messages/problems/value-problem'
import { filePassages, isFile } from '../file-value'
import type { Port, PortKind } from '../ports'
import { textFromJson } from '../templates/text-from-json'
import { nameOfKind } from './compatible'

type TargetPort = Pick<Port, 'id' | 'label' | 'kind' | 'list' | 'schema'>

/**
 * Converts a value to the kind of an input port, as promised by `canConnect`; values of `any` ports
 * are checked here. @throws AppError INVALID_INPUT with a message that names the input.
 */
export function coerceValue(value: Json, port: TargetPort): Json {
  if (!port.list) return coerceItem(value, port.kind, port)
  const items = Array.isArray(value) ? value : [value]
  return items.map((item) => coerceItem(item, port.kind, port))
}

function coerceItem(value: Json, kind: PortKind, port: TargetPort): Json {
  switch (kind) {
    case 'text':
      return value === null ? '' : textFromJson(value)
    case 'number':
      return numberFrom(value) ?? reject(value, port)
    case 'boolean':
      return booleanFrom(value) ?? reject(value, port)
    case 'messages':
      return messagesFrom(value) ?? reject(value, port)
    case 'documents':
      return passagesFrom(value) ?? reject(value, port)
    default:
      return value
  }
}

/** Passages unchanged; files as the passages of their pages. */
function passagesFrom(value: Json): Json[] | null {
  if (isFile(value)) return filePassages(value)
  if (!Array.isArray(value)) return null
  return value.length > 0 && value.every(isFile) ? value.flatMap(filePassages) : value
}

function numberFrom(value: Json): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

function booleanFrom(value: Json): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === 'true') return true
  return value === 'false' ? false : null
}

function messagesFrom(value: Json): Json[] | null {
  if (typeof value === 'string') return [{ role: 'user', content: value }]
  const items = Array.isArray(value) ? value : [value]
  return items.every(isMessage) ? items : null
}

function isMessage(value: Json): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.hasOwn(value, 'role') && Object.hasOwn(value, 'content') && typeof value.content === 'string'
}

function reject(value: Json, port: TargetPort): never {
  const excerpt = JSON.stringify(value).slice(0, 80)
  throw new AppError(
    'INVALID_INPUT',
    valueProblem('values.wrongKind', { label: port.label, kind: addEnglish(nameOfKind(port.kind)), value: excerpt }),
  )
}
