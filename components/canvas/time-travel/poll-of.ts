import type { RunStatus } from '@/lib/contracts/run-status'

const LIVE_MS = 1_000
const PAUSED_MS = 3_000

/** Polling interval of a run; false after its end. */
export function pollOf(status: RunStatus | undefined): number | false {
  if (status === 'running' || status === 'queued') return LIVE_MS
  return status === 'paused' ? PAUSED_MS : false
}
