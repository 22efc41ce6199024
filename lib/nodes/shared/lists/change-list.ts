import { compare, contains, isEmpty, isEqual, truthOf } from '@/lib/export/runtime/conditions'
import { type Json, partOf, toText } from '@/lib/export/runtime/values'
import { isJsonObject } from './change-fields'

export interface ListOperation {
  operation: string
  /** Path of a field of the items; empty for the items themselves. */
  field: string
  operator: string
  value: Json
  direction: string
  count: number
  from: string
  function: string
  fields: string
  to: string
  separator: string
}

export interface ListResult {
  items: Json[]
  /** The items as one text; null if no operation joins them. */
  text: string | null
}

export const MAX_ITEMS = 100_000
/** Number of items after which an operation yields to the event loop. */
const SLICE = 2_000

/**
 * Applies the operations in their order. A string counts as a list with one item.
 * @throws for more than 100,000 items
 */
export async function changeList(
  value: Json,
  other: Json | undefined,
  operations: readonly ListOperation[],
): Promise<ListResult> {
  let items: Json[] = Array.isArray(value) ? value : [value]
  let text: string | null = null
  for (const operation of operations) {
    if (items.length > MAX_ITEMS) throw new Error(`The list has ${items.length} items; the maximum is ${MAX_ITEMS}.`)
    if (operation.operation === 'join-text') text = items.map(toText).join(operation.separator)
    else items = await apply(items, other, operation)
  }
  return { items, text }
}

type Operate = (items: Json[], operation: ListOperation, other: Json | undefined) => Json[] | Promise<Json[]>

const OPERATIONS: Readonly<Record<string, Operate>> = {
  filter: (items, operation) => filterSlices(items, (item) => matches(item, operation)),
  sort: sortItems,
  limit: (items, { count, from }) =>
    from === 'end' ? items.slice(Math.max(0, items.length - count)) : items.slice(0, count),
  unique: (items, { field }) => uniqueItems(items, field),
  group: groupItems,
  aggregate: (items, { field, function: name }) => [aggregate(valuesOf(items, field), name)],
  flatten: (items) => items.flat(),
  select: (items, { fields }) => mapSlices(items, (item) => selectFields(item, namesIn(fields))),
  rename: (items, { field, to }) => mapSlices(items, (item) => renameField(item, field, to)),
  split: (items, { separator }) => items.flatMap((item) => toText(item).split(separator === '' ? '\n' : separator)),
  join: joinItems,
}

async function apply(items: Json[], other: Json | undefined, operation: ListOperation): Promise<Json[]> {
  const operate = OPERATIONS[operation.operation]
  return operate ? operate(items, operation, other) : items
}

/** The value of a field; null if it is missing. */
function fieldOf(item: Json, field: string): Json {
  return field.trim() === '' ? item : partOf(item, ...field.trim().split('.'))
}

function valuesOf(items: readonly Json[], field: string): Json[] {
  return items.map((item) => fieldOf(item, field))
}

function matches(item: Json, { field, operator, value }: ListOperation): boolean {
  const left = fieldOf(item, field)
  switch (operator) {
    case 'equals':
      return isEqual(left, value)
    case 'not-equals':
      return !isEqual(left, value)
    case 'contains':
      return contains(left, value)
    case 'not-contains':
      return !contains(left, value)
    case 'greater':
      return left !== null && compare(left, value) > 0
    case 'less':
      return left !== null && compare(left, value) < 0
    case 'is-empty':
      return isEmpty(left)
    case 'is-true':
      return truthOf(left) === true
    default:
      return !isEmpty(left)
  }
}

/** Sorts in a stable way, slice by slice. Items without the field come last in both directions. */
async function sortItems(items: Json[], { field, direction }: ListOperation): Promise<Json[]> {
  const sign = direction === 'descending' ? -1 : 1
  const order = (left: Json, right: Json) => {
    const [a, b] = [fieldOf(left, field), fieldOf(right, field)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compare(a, b)
  }
  let runs: Json[][] = []
  for (let start = 0; start < items.length; start += SLICE) {
    runs.push(items.slice(start, start + SLICE).sort(order))
    await pause()
  }
  while (runs.length > 1) {
    const merged: Json[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], order))
    runs = merged
  }
  return runs[0] ?? []
}

async function merge(left: Json[], right: Json[], order: (a: Json, b: Json) => number): Promise<Json[]> {
  const merged: Json[] = []
  let leftIndex = 0
  let rightIndex = 0
  while (leftIndex < left.length || rightIndex < right.length) {
    const [a, b] = [left[leftIndex], right[rightIndex]]
    const takesLeft = b === undefined || (a !== undefined && order(a, b) <= 0)
    merged.push((takesLeft ? a : b) ?? null)
    if (takesLeft) leftIndex += 1
    else rightIndex += 1
    if (merged.length % SLICE === 0) await pause()
  }
  return merged
}

async function uniqueItems(items: readonly Json[], field: string): Promise<Json[]> {
  const seen = new Set<string>()
  return filterSlices(items, (item) => {
    const key = JSON.stringify(fieldOf(item, field))
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** One item per value of the field, in the order of their first items. */
async function groupItems(items: readonly Json[], { field }: ListOperation): Promise<Json[]> {
  const groups = new Map<string, { key: Json; items: Json[] }>()
  await mapSlices(items, (item) => {
    const key = fieldOf(item, field)
    const name = JSON.stringify(key)
    const group = groups.get(name) ?? { key, items: [] }
    group.items.push(item)
    groups.set(name, group)
    return null
  })
  return [...groups.values()].map((group) => ({ ...group, count: group.items.length }))
}

function aggregate(values: readonly Json[], name: string): Json {
  if (name === 'count') return values.length
  if (name === 'first') return values[0] ?? null
  if (name === 'last') return values.at(-1) ?? null
  const numbers = values.map((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value))
  const valid = numbers.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const sum = valid.reduce((total, value) => total + value, 0)
  if (name === 'sum') return sum
  if (valid.length === 0) return null
  if (name === 'average') return sum / valid.length
  return valid.reduce((best, value) => (name === 'min' ? Math.min(best, value) : Math.max(best, value)))
}

function namesIn(fields: string): string[] {
  return fields
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** The value of a single field, or an object of several. */
function selectFields(item: Json, names: readonly string[]): Json {
  const [only = '', ...others] = names
  if (others.length === 0) return fieldOf(item, only)
  return Object.fromEntries(names.map((name) => [name, fieldOf(item, name)]))
}

function renameField(item: Json, from: string, to: string): Json {
  if (!isJsonObject(item) || !Object.hasOwn(item, from) || to === '') return item
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name === from ? to : name, value]))
}

/** Adds to each item the fields of the first item of the other list that has the same value in `field`. */
async function joinItems(items: readonly Json[], { field }: ListOperation, other: Json | undefined): Promise<Json[]> {
  const byKey = new Map<string, Json>()
  const others = Array.isArray(other) ? other : []
  await mapSlices(others, (item) => {
    const key = JSON.stringify(fieldOf(item, field))
    if (!byKey.has(key)) byKey.set(key, item)
    return null
  })
  return mapSlices(items, (item) => {
    const found = byKey.get(JSON.stringify(fieldOf(item, field)))
    return isJsonObject(item) && isJsonObject(found) ? { ...found, ...item } : item
  })
}

async function mapSlices(items: readonly Json[], change: (item: Json) => Json): Promise<Json[]> {
  const changed: Json[] = []
  for (const item of items) {
    changed.push(change(item))
    if (changed.length % SLICE === 0) await pause()
  }
  return changed
}

async function filterSlices(items: readonly Json[], isKept: (item: Json) => boolean): Promise<Json[]> {
  const kept: Json[] = []
  let count = 0
  for (const item of items) {
    if (isKept(item)) kept.push(item)
    count += 1
    if (count % SLICE === 0) await pause()
  }
  return kept
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))
