import type { Json, JsonObject } from '@/lib/core/json'
import { isFile } from '../file-value'

const ROLES: ReadonlySet<Json> = new Set<Json>(['system', 'user', 'assistant', 'tool'])

/** Text form of a value: strings verbatim, files, passages and messages in readable form, the rest as JSON. */
export function textFromJson(value: Json): string {
  if (typeof value === 'string') return value
  if (isFile(value)) return value.text
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value)
  const items = value.filter(isObject)
  if (items.length !== value.length) return JSON.stringify(value)
  if (items.every(isFile)) return items.map(({ name, text }) => `# ${name}\n\n${text}`).join('\n\n')
  if (items.every(isPassage)) {
    return items.map((item, index) => `[${index + 1}] ${String(item.documentName)}\n${String(item.text)}`).join('\n\n')
  }
  if (items.every(isMessage)) return items.map((item) => `${String(item.role)}: ${String(item.content)}`).join('\n')
  return JSON.stringify(value)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPassage(item: JsonObject): boolean {
  return typeof item.chunkId === 'string' && typeof item.documentName === 'string' && typeof item.text === 'string'
}

function isMessage(item: JsonObject): boolean {
  return Object.hasOwn(item, 'role') && ROLES.has(item.role ?? null) && typeof item.content === 'string'
}
