import type { Json } from '@/lib/core/json'
import { charactersOf, convertValue, isJsonObject } from './convert-value'
import type { VariableDeclaration, VariableType } from './declaration'

export const VARIABLE_OPERATIONS = [
  'set',
  'append',
  'extend',
  'remove-first',
  'remove-last',
  'clear',
  'increment',
  'multiply',
  'merge',
] as const
export type VariableOperation = (typeof VARIABLE_OPERATIONS)[number]

/** Operations whose value the author gives. */
export const OPERATIONS_WITH_VALUE: readonly VariableOperation[] = [
  'set',
  'append',
  'extend',
  'increment',
  'multiply',
  'merge',
]

const OPERATIONS_OF: Readonly<Record<VariableType, readonly VariableOperation[]>> = {
  text: ['set', 'append', 'clear'],
  number: ['set', 'increment', 'multiply', 'clear'],
  boolean: ['set', 'clear'],
  json: ['set', 'merge', 'clear'],
  list: ['set', 'append', 'extend', 'remove-first', 'remove-last', 'clear'],
}

export function fitsOperation(type: VariableType, operation: VariableOperation): boolean {
  return OPERATIONS_OF[type].includes(operation)
}

export interface VariableChange {
  operation: VariableOperation
  value: Json
}

export type ChangeResult =
  | { ok: true; value: Json }
  /** `unfit`: the value or the operation does not fit the variable's type. */
  | { ok: false; reason: 'unfit' }
  | { ok: false; reason: 'too-long'; characters: number }

/** The new value of a variable. Pure: the run, the database and exported code give the same result. */
export function applyOperation(variable: VariableDeclaration, current: Json, change: VariableChange): ChangeResult {
  const isPossible = fitsOperation(variable.type, change.operation)
  const next = isPossible ? nextValue(variable, current, change) : undefined
  const value = next === undefined ? undefined : convertValue(variable.type, next)
  if (value === undefined) return { ok: false, reason: 'unfit' }
  const characters = charactersOf(value)
  return characters > variable.maxCharacters ? { ok: false, reason: 'too-long', characters } : { ok: true, value }
}

function nextValue(variable: VariableDeclaration, current: Json, { operation, value }: VariableChange) {
  switch (operation) {
    case 'set':
      return value
    case 'clear':
      return variable.default
    case 'append':
      return append(current, value)
    case 'extend':
      return Array.isArray(current) ? extend(current, value) : undefined
    case 'remove-first':
      return Array.isArray(current) ? current.slice(1) : undefined
    case 'remove-last':
      return Array.isArray(current) ? current.slice(0, -1) : undefined
    case 'increment':
      return calculate(current, value, (left, right) => left + right)
    case 'multiply':
      return calculate(current, value, (left, right) => left * right)
    case 'merge':
      return merge(current, value)
  }
}

/** Adds the value to a list as one item, or to the end of a string. */
function append(current: Json, value: Json): Json | undefined {
  if (Array.isArray(current)) return [...current, value]
  const text = convertValue('text', value)
  return text === undefined ? undefined : `${current}${text}`
}

function extend(current: readonly Json[], value: Json): Json | undefined {
  const items = convertValue('list', value)
  return Array.isArray(items) ? [...current, ...items] : undefined
}

function calculate(current: Json, value: Json, work: (left: number, right: number) => number): Json | undefined {
  const operand = convertValue('number', value)
  if (typeof current !== 'number' || typeof operand !== 'number') return undefined
  const result = work(current, operand)
  return Number.isFinite(result) ? result : undefined
}

/** A shallow merge. A JSON variable without a value counts as an empty object. */
function merge(current: Json, value: Json): Json | undefined {
  const added = convertValue('json', value)
  const target = current === null ? {} : current
  return isJsonObject(target) && isJsonObject(added) ? { ...target, ...added } : undefined
}
