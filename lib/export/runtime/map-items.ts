import { endOf } from './rounds'
import type { Json } from './values'

export interface MapOptions {
  /** How many items run concurrently. */
  parallel: number
  maxItems: number
  /** Whether a failed item leaves a gap instead of failing everything. */
  keepsFailures: boolean
}

/** Runs a function for every item of a list; the results keep the order of the items. */
export async function mapItems(
  items: Json[],
  { parallel, maxItems, keepsFailures }: MapOptions,
  work: (item: Json, index: number) => Promise<Json | undefined>,
): Promise<{ results: Json[]; errors: Json[] }> {
  if (items.length > maxItems)
    throw new Error(`The list has ${items.length} items, and ${maxItems} are allowed at most.`)
  const results: Json[] = []
  const errors: { index: number; code: string; message: string }[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next
      next += 1
      try {
        const { value, breaks } = await endOf(work(items[index] ?? null, index))
        results[index] = value ?? null
        if (breaks) next = items.length
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        if (!keepsFailures) throw new Error(`Item ${index + 1}: ${message}`, { cause: error })
        results[index] = null
        errors.push({ index, code: 'INTERNAL', message })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker))
  return { results, errors: errors.toSorted((a, b) => a.index - b.index) }
}
