import type { Json } from '@/lib/core/json'
import type { FieldLayout } from '@/lib/graph/schema/field-layout'

interface FieldBase {
  name: string
  label: string
  layout: FieldLayout
  /** The schema's default; absent if there is none. */
  fallback?: Json
  isOptional: boolean
  /** Whether the schema accepts the value. */
  accepts: (value: Json) => boolean
}

export interface TextSpec extends FieldBase {
  kind: 'text'
}
export interface NumberSpec extends FieldBase {
  kind: 'number'
  isInteger: boolean
  min: number | null
  max: number | null
}
export interface BooleanSpec extends FieldBase {
  kind: 'boolean'
}
export interface ChoiceSpec extends FieldBase {
  kind: 'choice'
  options: { value: string; label: string }[]
}
export interface ListSpec extends FieldBase {
  kind: 'list'
  item: FieldSpec
}
export interface ObjectSpec extends FieldBase {
  kind: 'object'
  fields: FieldSpec[]
}
export interface VariantsSpec extends FieldBase {
  kind: 'variants'
  discriminator: string
  variants: { value: string; label: string; fields: FieldSpec[] }[]
}
export interface JsonSpec extends FieldBase {
  kind: 'json'
}

/** A config field for the form, derived from its zod schema. */
export type FieldSpec =
  | TextSpec
  | NumberSpec
  | BooleanSpec
  | ChoiceSpec
  | ListSpec
  | ObjectSpec
  | VariantsSpec
  | JsonSpec
