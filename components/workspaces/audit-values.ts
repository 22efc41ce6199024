import { formatCost } from '@/lib/client/format/format'
import type { AuditEventView } from '@/lib/contracts/audit'
import { ROLES } from '@/lib/contracts/session'
import type { JsonObject } from '@/lib/core/json'
import { oneOf } from '@/lib/core/one-of'
import { roleName } from './role-labels'

/** The action as the rest of a sentence after the person's name. */
export type Sentence = (event: Pick<AuditEventView, 'before' | 'after'>) => string

/** Old events may lack newer fields; nothing is shown then. */
export function textOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'string' ? value : ''
}

export function countOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'number' ? String(value) : ''
}

export function costOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'number' ? formatCost(value) : ''
}

export function roleOf(values: JsonObject | null): string {
  const role = oneOf(ROLES, values?.role)
  return role ? roleName(role) : ''
}

/** The new name, otherwise the old one. */
export const nameOf: (event: Pick<AuditEventView, 'before' | 'after'>) => string = ({ before, after }) =>
  textOf(after, 'name') || textOf(before, 'name')

export const environmentOf: (event: Pick<AuditEventView, 'before' | 'after'>) => string = ({ before, after }) =>
  textOf(after, 'environment') || textOf(before, 'environment')
