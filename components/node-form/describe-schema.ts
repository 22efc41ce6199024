import { z } from 'zod'
import { currentLocale } from '@/lib/client/messages/message-catalog'
import { type Json, JsonSchema } from '@/lib/core/json'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { type FieldLayout, fieldLayout } from '@/lib/graph/schema/field-layout'
import { innerSchema } from '@/lib/graph/schema/schema-parts'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import type { FieldSpec } from './field-spec'

const caches = new Map<StudioLocale, WeakMap<z.ZodType, FieldSpec[]>>()

/** Path of a field in its form, and the texts of the form in the language of the page. */
interface Place {
  path: string
  texts: ManifestTexts
}

/** The fields of an object schema, in its order and in the language of the page. Read once per schema. */
export function describeFields(schema: z.ZodType, texts: ManifestTexts = {}): FieldSpec[] {
  const cache = caches.get(currentLocale()) ?? new WeakMap<z.ZodType, FieldSpec[]>()
  caches.set(currentLocale(), cache)
  const cached = cache.get(schema)
  if (cached) return cached
  const fields = fieldsOf(schema, { path: 'fields', texts })
  cache.set(schema, fields)
  return fields
}

function fieldsOf(schema: z.ZodType, { path, texts }: Place): FieldSpec[] {
  const { inner } = unwrap(schema)
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType ? [describeField(name, field, { path: `${path}.${name}`, texts })] : [],
  )
}

function describeField(name: string, schema: z.ZodType, place: Place): FieldSpec {
  const { inner, fallback, isOptional, ...found } = unwrap(schema)
  const layout = localizeLayout(found.layout, place)
  const base = {
    name,
    label: layout.label ?? humanize(name),
    layout,
    isOptional,
    accepts: (value: Json) => schema.safeParse(value).success,
    ...(fallback === undefined ? {} : { fallback }),
  }
  return { ...base, ...describeInner(inner, layout, place) }
}

const TEXTS = ['label', 'help', 'placeholder', 'itemLabel', 'unit'] as const

function localizeLayout({ options, ...layout }: FieldLayout, { path, texts }: Place): FieldLayout {
  return {
    ...layout,
    ...Object.fromEntries(
      TEXTS.flatMap((name) => {
        const text = texts[`${path}.${name}`] ?? layout[name]
        return text === undefined ? [] : [[name, text]]
      }),
    ),
    ...(options
      ? {
          options: Object.fromEntries(
            Object.entries(options).map(([value, label]) => [value, texts[`${path}.options.${value}`] ?? label]),
          ),
        }
      : {}),
  }
}

type InnerSpec<Spec> = Spec extends FieldSpec
  ? Omit<Spec, 'name' | 'label' | 'layout' | 'fallback' | 'isOptional' | 'accepts'>
  : never

function describeInner(inner: z.ZodType, layout: FieldLayout, place: Place): InnerSpec<FieldSpec> {
  if (layout.input === 'json') return { kind: 'json' }
  if (inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) return { kind: 'text' }
  if (inner instanceof z.ZodNumber) return describeNumber(inner)
  if (inner instanceof z.ZodBoolean) return { kind: 'boolean' }
  if (inner instanceof z.ZodEnum) return { kind: 'choice', options: describeOptions(inner.options, layout) }
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType) {
    return {
      kind: 'list',
      item: describeField(place.path.split('.').at(-1) ?? '', inner.element, { ...place, path: `${place.path}.item` }),
    }
  }
  if (inner instanceof z.ZodDiscriminatedUnion) return describeVariants(inner, layout, place)
  if (inner instanceof z.ZodObject) return { kind: 'object', fields: fieldsOf(inner, place) }
  return { kind: 'json' }
}

function describeNumber(schema: z.ZodNumber): InnerSpec<FieldSpec> {
  const { minValue, maxValue } = schema
  const isInteger = schema.isInt
  return { kind: 'number', isInteger, min: finite(minValue), max: finite(maxValue) }
}

/** zod reports the safe integer range as bounds, which are not shown. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null
}

function describeOptions(values: readonly unknown[], layout: FieldLayout): { value: string; label: string }[] {
  return values.map((item) => {
    const value = String(item)
    const words = layout.options ?? {}
    return { value, label: Object.hasOwn(words, value) ? (words[value] ?? value) : value }
  })
}

function describeVariants(schema: z.ZodDiscriminatedUnion, layout: FieldLayout, place: Place): InnerSpec<FieldSpec> {
  const { discriminator, options } = schema.def
  const variants = options.flatMap((option) => {
    if (!(option instanceof z.ZodObject)) return []
    const tag = option.shape[discriminator]
    const value = tag instanceof z.ZodLiteral ? String([...tag.values][0]) : ''
    const fields = fieldsOf(option, place).filter((field) => field.name !== discriminator)
    return [{ value, label: describeOptions([value], layout)[0]?.label ?? value, fields }]
  })
  return { kind: 'variants', discriminator, variants }
}

interface Unwrapped {
  inner: z.ZodType
  layout: FieldLayout
  fallback: Json | undefined
  isOptional: boolean
}

/** Unwraps defaults, optionals and similar; the outermost hints and default win. */
function unwrap(schema: z.ZodType): Unwrapped {
  let inner = schema
  let layout = fieldLayout(schema)
  let fallback: Json | undefined
  let isOptional = false
  for (;;) {
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) fallback ??= toJson(inner.def.defaultValue)
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) isOptional = true
    const next = innerSchema(inner)
    if (!next) return { inner, layout, fallback, isOptional }
    inner = next
    layout = { ...fieldLayout(inner), ...layout }
  }
}

function toJson(value: unknown): Json | undefined {
  const parsed = JsonSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

/** `maxSteps` becomes “Max steps”. */
function humanize(name: string): string {
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
