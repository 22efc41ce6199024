import { z } from 'zod'
import type { Json } from '@/lib/core/json'

/** Placeholder for a value stored separately from the events of its run. */
export const LargeValue = z.strictObject({
  $value: z.strictObject({ runId: z.uuid(), hash: z.string().length(64), bytes: z.number(), preview: z.string() }),
})
export type LargeValue = z.infer<typeof LargeValue>

/** The content of a placeholder; null for every other value. */
export function asLargeValue(value: Json): LargeValue['$value'] | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '$value')) return null
  return LargeValue.safeParse(value).data?.$value ?? null
}
