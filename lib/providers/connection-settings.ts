import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { ProviderField, ProviderManifest } from './provider-manifest'

export type FieldValues = Readonly<Record<string, string>>

export interface FieldProblem extends Problem {
  field: string
}

/** The relevant fields for the selected values. */
export function fieldsOf(manifest: ProviderManifest, values: FieldValues): ProviderField[] {
  return (manifest.fields ?? []).filter(
    ({ onlyWhen }) => onlyWhen === undefined || settingOf(manifest, values, onlyWhen.field) === onlyWhen.value,
  )
}

/** Problems of the fields, worded for the form. Valid values are safe in a host name. */
export function checkFields(manifest: ProviderManifest, values: FieldValues): FieldProblem[] {
  const fieldNames = new Set((manifest.fields ?? []).map(({ name }) => name))
  const unknown = Object.keys(values).filter((name) => !fieldNames.has(name))
  return [
    ...unknown.map((field) => ({ field, ...problem('connections.fieldUnknown', { provider: manifest.label }) })),
    ...fieldsOf(manifest, values).flatMap((field) => {
      const flaw = problemOf(field, settingOf(manifest, values, field.name))
      return flaw === null ? [] : [{ field: field.name, ...flaw }]
    }),
  ]
}

/** Given values and defaults of relevant fields, without empty ones. */
export function completeFields(manifest: ProviderManifest, values: FieldValues): Record<string, string> {
  const entries = fieldsOf(manifest, values).map(({ name }) => [name, settingOf(manifest, values, name)])
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

/** The base URL for fields that passed `checkFields`; null if there is none, or one of its fields is still empty. */
export function defaultBaseUrl(manifest: ProviderManifest, values: FieldValues): string | null {
  const selected = fieldsOf(manifest, values)
    .flatMap(({ name, options = [] }) => options.filter(({ value }) => value === settingOf(manifest, values, name)))
    .find(({ baseUrl }) => baseUrl !== undefined)
  const template = selected?.baseUrl ?? manifest.baseUrl.default
  if (template === null) return null
  const filled = template.replace(PLACE, (_, name: string) => settingOf(manifest, values, name))
  const isComplete = [...template.matchAll(PLACE)].every(([, name = '']) => settingOf(manifest, values, name) !== '')
  return isComplete ? filled : null
}

const PLACE = /\{([a-zA-Z]+)\}/g

function settingOf(manifest: ProviderManifest, values: FieldValues, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name]?.trim() : undefined
  return value || manifest.fields?.find((field) => field.name === name)?.default || ''
}

function problemOf(field: ProviderField, value: string): Problem | null {
  if (value === '') return field.required ? problem('connections.fieldEmpty', { label: field.label }) : null
  if (field.options && !field.options.some((option) => option.value === value)) {
    return problem('connections.fieldNotOption', { options: field.options.map(({ label }) => label).join(', ') })
  }
  // Matches the whole value: `$` alone allows a trailing line break in some dialects, and patterns
  // may lack it.
  return new RegExp(`^(?:${field.pattern})$`).test(value)
    ? null
    : verbatim(field.patternHint.replace(/^./, (letter) => letter.toUpperCase()))
}
