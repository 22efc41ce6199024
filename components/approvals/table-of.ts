import type { Json } from '@/lib/core/json'

const MAX_COLUMNS = 8

/** Column names if all items are objects with a few plain values; null otherwise. */
export function tableOf(items: readonly Json[]): string[] | null {
  const columns = new Set<string>()
  for (const item of items) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return null
    for (const [name, value] of Object.entries(item)) {
      if (typeof value === 'object' && value !== null) return null
      columns.add(name)
    }
  }
  return columns.size > 0 && columns.size <= MAX_COLUMNS ? [...columns] : null
}
