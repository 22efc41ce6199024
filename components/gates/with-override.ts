import type { GateOverride } from '@/lib/contracts/gate-override'

/** The values of a release with this reason to override the gate; null: without. */
export function withOverride<Values extends { override?: GateOverride | undefined }>(
  { override: _, ...values }: Values,
  reason: string | null,
): Omit<Values, 'override'> & { override?: GateOverride } {
  return reason === null ? values : { ...values, override: { reason } }
}
