import type { Json } from '@/lib/core/json'
import type { Port } from '@/lib/graph/ports'
import { listTemplateStrings } from '@/lib/graph/templates/template-fields'
import { variablePorts } from '../variable-ports'
import { type ActionSettingsValue, VALUE_ENCODINGS } from './action-config'

/** Inputs for required fields without a value, for values that are wired, and for the variables in texts. */
export function actionInputs({ outline, values }: Pick<ActionSettingsValue, 'outline' | 'values'>): Port[] {
  const openFields = outline.fields.filter(
    ({ id, required }) => isWired(values[id]) || (required && isEmpty(values[id])),
  )
  const ports = openFields.map(({ id, label, kind }): Port => ({ id, label, kind, required: true }))
  return [...ports, ...textVariables([values], ports)]
}

/** Inputs for the variables in the texts of several actions. */
export function textVariables(all: readonly Readonly<Record<string, Json>>[], used: readonly Port[] = []): Port[] {
  const fields = [{ path: 'values.*.**', ...VALUE_ENCODINGS }]
  return variablePorts(
    all.flatMap((values) => listTemplateStrings({ values }, fields).map(({ text }) => text)),
    'any',
    used.map((port) => port.id),
  )
}

/** The value of a field that takes its value from an edge. */
export const WIRED = { $wired: true } as const

export function isWired(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.$wired === true
}

export const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === ''
