import type { FieldDrafts } from '@/components/runs/chat/input-fields'
import type { Json, JsonObject } from '@/lib/core/json'

/** Inputs of a run as a person would type them into the run panel. */
export function inputDrafts({ message, ...fields }: JsonObject): { message: string; formDrafts: FieldDrafts } {
  const drafts = Object.entries(fields).map(([name, value]) => [name, textOf(value)] as const)
  return { message: textOf(message ?? ''), formDrafts: Object.fromEntries(drafts) }
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))
