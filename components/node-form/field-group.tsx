'use client'
import type { Json, JsonObject } from '@/lib/core/json'
import { useFieldRenderer } from './field-renderer'
import type { FieldSpec } from './field-spec'
import { isShown } from './is-shown'
import { newValue } from './new-item'

export interface FieldGroupProps {
  fields: readonly FieldSpec[]
  value: JsonObject
  onChange: (value: JsonObject) => void
  path: readonly string[]
}

/** The fields of one object, stacked. */
export function FieldGroup({ fields, value, onChange, path }: FieldGroupProps) {
  const FormField = useFieldRenderer()
  const shown = fields.filter((field) => isShown(field, withDefaults(fields, value)))
  return (
    <div className="flex flex-col gap-4">
      {shown.map((field) => (
        <FormField
          key={field.name}
          spec={field}
          value={currentValue(field, value)}
          onChange={(next) => onChange({ ...value, [field.name]: next })}
          path={[...path, field.name]}
        />
      ))}
    </div>
  )
}

function currentValue(field: FieldSpec, value: JsonObject): Json {
  const fieldValue = Object.hasOwn(value, field.name) ? value[field.name] : undefined
  if (fieldValue !== undefined && fieldValue !== null) return fieldValue
  if (field.fallback === undefined && field.isOptional) return null
  // A required text has no generated default.
  return field.kind === 'text' ? (field.fallback ?? '') : newValue(field)
}

function withDefaults(fields: readonly FieldSpec[], value: JsonObject): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.name, currentValue(field, value)]))
}
