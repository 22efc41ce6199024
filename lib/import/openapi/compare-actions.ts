import { isDeepStrictEqual } from 'node:util'
import type { ApiActionData } from '@/lib/plugins/imported/api-data'
import { type ActionChange, BREAKING } from './action-changes'

export interface ComparedActions {
  added: ApiActionData[]
  removed: ApiActionData[]
  changed: { action: ApiActionData; changes: ActionChange[] }[]
  breaking: { action: ApiActionData; changes: ActionChange[] }[]
  unchanged: ApiActionData[]
}

/** Actions before and after an import, matched by method and path. */
export function compareActions(before: readonly ApiActionData[], after: readonly ApiActionData[]): ComparedActions {
  const old = new Map(before.map((action) => [action.operation, action]))
  const kept = new Set(after.map(({ operation }) => operation))
  const compared: ComparedActions = {
    added: after.filter(({ operation }) => !old.has(operation)),
    removed: before.filter(({ operation }) => !kept.has(operation)),
    changed: [],
    breaking: [],
    unchanged: [],
  }
  for (const action of after) {
    const previous = old.get(action.operation)
    if (!previous) continue
    const changes = isDeepStrictEqual(previous, action) ? [] : changesOf(previous, action)
    if (changes.length === 0) compared.unchanged.push(action)
    else compared[changes.some(isBreaking) ? 'breaking' : 'changed'].push({ action, changes })
  }
  return compared
}

const isBreaking = ({ key }: ActionChange): boolean => BREAKING.some((breaking) => breaking === key)

function changesOf(before: ApiActionData, after: ApiActionData): ActionChange[] {
  const changes = [...fieldChanges(before, after), ...outputChanges(before, after)]
  if (before.effect !== after.effect) changes.push({ key: 'effectChanged', about: '' })
  if (!before.connections.some((kind) => after.connections.includes(kind)))
    changes.push({ key: 'signInChanged', about: after.connections.join(', ') })
  const hasRequestChange =
    !isDeepStrictEqual(before.request, after.request) ||
    !isDeepStrictEqual(before.connections, after.connections) ||
    !isDeepStrictEqual(before.scopes, after.scopes)
  if (hasRequestChange && changes.length === 0) changes.push({ key: 'requestChanged', about: '' })
  return changes.length === 0 ? [{ key: 'textsChanged', about: '' }] : changes
}

function fieldChanges(before: ApiActionData, after: ApiActionData): ActionChange[] {
  const old = new Map(before.fields.map((field) => [field.id, field]))
  const current = new Map(after.fields.map((field) => [field.id, field]))
  const removed = before.fields.filter(({ id }) => !current.has(id))
  return [
    ...removed.map(({ id }): ActionChange => ({ key: 'fieldRemoved', about: id })),
    ...after.fields.flatMap(({ id, required, schema }): ActionChange[] => {
      const previous = old.get(id)
      if (!previous) return [{ key: required ? 'fieldAddedRequired' : 'fieldAdded', about: id }]
      if (!isDeepStrictEqual(previous.schema, schema)) return [{ key: 'fieldTypeChanged', about: id }]
      if (previous.required === required) return []
      return [{ key: required ? 'fieldRequired' : 'fieldOptional', about: id }]
    }),
  ]
}

function outputChanges(before: ApiActionData, after: ApiActionData): ActionChange[] {
  const old = new Map(before.outputs.map((output) => [output.id, output]))
  const current = new Map(after.outputs.map((output) => [output.id, output]))
  return [
    ...before.outputs
      .filter(({ id }) => !current.has(id))
      .map(({ id }): ActionChange => ({ key: 'outputRemoved', about: id })),
    ...after.outputs.flatMap(({ id, kind }): ActionChange[] => {
      const previous = old.get(id)
      if (!previous) return [{ key: 'outputAdded', about: id }]
      return previous.kind === kind ? [] : [{ key: 'outputKindChanged', about: id }]
    }),
  ]
}
