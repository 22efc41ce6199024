import { z } from 'zod'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

/** A required string that may contain references. */
export function textField(hints: FieldLayout, { max = 10_000 } = {}) {
  return z
    .string()
    .min(1)
    .max(max)
    .meta(layout({ references: true, ...hints }))
}

export function optionalText(hints: FieldLayout, { max = 10_000 } = {}) {
  return z
    .string()
    .max(max)
    .optional()
    .meta(layout({ references: true, ...hints }))
}

/** An id or another string from the service that becomes part of a URL. */
export function idField(hints: FieldLayout) {
  return textField(hints, { max: 300 })
}

export function limitField(fallback = 50, max = 1_000) {
  return z
    .number()
    .int()
    .min(1)
    .max(max)
    .default(fallback)
    .meta(layout({ label: 'Maximum results', input: 'number', advanced: true }))
}

/** An object with any properties, as the service returns or expects it. */
export function objectField(hints: FieldLayout) {
  return z.record(z.string(), z.json()).meta(layout({ input: 'json', references: true, ...hints }))
}

export function optionalObject(hints: FieldLayout) {
  return z
    .record(z.string(), z.json())
    .optional()
    .meta(layout({ input: 'json', references: true, ...hints }))
}

export function objectOutput(label: string) {
  return z.record(z.string(), z.json()).meta(layout({ label }))
}

/** A list that the service omits when it is empty. */
export function optionalList(label: string) {
  return z.array(z.json()).default([]).meta(layout({ label }))
}

export function listOutput(label: string) {
  return z.array(z.json()).meta(layout({ label }))
}

export const textOutput = (label: string) => z.string().meta(layout({ label }))

export function optionalOutput(label: string) {
  return z.string().optional().meta(layout({ label }))
}

/** A list of short strings, such as labels or column names. */
export function optionalTexts(hints: FieldLayout) {
  return z
    .array(z.string().min(1).max(300))
    .max(100)
    .optional()
    .meta(layout({ references: true, ...hints }))
}

/** A select field. `options` maps each value to its label. */
export function selectField<const T extends Readonly<Record<string, string>>>(
  options: T,
  { fallback, ...hints }: FieldLayout & { fallback: keyof T & string },
) {
  return z
    .enum(Object.keys(options) as [keyof T & string, ...(keyof T & string)[]])
    .default(fallback)
    .meta(layout({ input: 'select', options, ...hints }))
}
