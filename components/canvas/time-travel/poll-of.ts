import type { RunStatus } from '@/lib/contracts/runs'

const LIVE_MS = 1_000
const PAUSED_MS = 3_000

/** How soon a run is looked at again; false: it has ended. */
export function pollOf(status: RunStatus | undefined): number | false {
  if (status === 'running' || status === 'queued') return LIVE_MS
  return status === 'paused' ? PAUSED_MS : false
}
