import type { GateOverride } from '@/lib/contracts/gate-override'

/** Sets the reason to override the gate in the values of a release; null removes it. */
export function withOverride<Values extends { override?: GateOverride | undefined }>(
  { override: _, ...values }: Values,
  reason: string | null,
): Omit<Values, 'override'> & { override?: GateOverride } {
  return reason === null ? values : { ...values, override: { reason } }
}
