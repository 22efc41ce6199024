import type { JsonObject } from '@/lib/core/json'
import type { FieldSpec } from './field-spec'

/** Hidden fields are never shown; conditional fields depend on another field of the object. */
export function isShown({ layout }: FieldSpec, siblings: JsonObject): boolean {
  if (layout.hidden) return false
  if (!layout.showWhen) return true
  const { field, values } = layout.showWhen
  const value = Object.hasOwn(siblings, field) ? siblings[field] : undefined
  return values.some((wanted) => wanted === value)
}
