import type { OperationOutline } from '@/lib/import/openapi/convert-protocol'

export interface OperationGroup {
  /** Empty for operations without a tag. */
  tag: string
  operations: OperationOutline[]
}

export const ALL_METHODS = 'all'

export interface OperationFilter {
  search: string
  /** An HTTP method or `ALL_METHODS`. */
  method: string
}

/** Operations that match, by their first tag, in the order of the document. */
export function groupOperations(
  operations: readonly OperationOutline[],
  { search, method }: OperationFilter,
): OperationGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = operations.filter((operation) => {
    if (method !== ALL_METHODS && operation.method !== method) return false
    const text = [operation.path, operation.label, ...operation.tags].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return [...Map.groupBy(found, ({ tags }) => tags[0] ?? '')].map(([tag, grouped]) => ({ tag, operations: grouped }))
}

/** The first operations of all groups, so that a large document renders fast. */
export function firstOperations(groups: readonly OperationGroup[], max: number): OperationGroup[] {
  let left = max
  return groups.flatMap(({ tag, operations }) => {
    const shown = operations.slice(0, Math.max(0, left))
    left -= shown.length
    return shown.length === 0 ? [] : [{ tag, operations: shown }]
  })
}
