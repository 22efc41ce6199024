import 'server-only'
import type { PublicRunBody } from '@/lib/contracts/public'
import type { Json, JsonObject } from '@/lib/core/json'

/**
 * The form that nearly all bodies have, `{ inputs: { name: text }, stream? }`, as `PublicRunBody` gives it. Looking by hand
 * takes a tenth of what the schema does, which is asked about all others. @returns null for those
 */
export function plainRunBody(value: unknown): PublicRunBody | null {
  if (!isRecord(value)) return null
  const { inputs, stream } = value
  if (!isRecord(inputs) || !(stream === undefined || typeof stream === 'boolean')) return null
  for (const name in value) if (name !== 'inputs' && name !== 'stream') return null
  for (const name in inputs) if (!isPlain(inputs[name])) return null
  return { inputs: inputs as JsonObject, history: [], ...(stream === undefined ? {} : { stream }) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number that is written too large for one is read as infinite. */
const isPlain = (value: unknown): value is Json =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
