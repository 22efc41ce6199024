import type { VisitorRequestView } from '@/lib/contracts/visitors'

/** Interval for deliveries in progress. */
const QUEUED_MS = 3_000
/** Interval for deliveries that are retried for hours. */
const RETRYING_MS = 30_000

/** Polling interval of the list in milliseconds; false if nothing changes without an action. */
export function pollIntervalMs(requests: readonly Pick<VisitorRequestView, 'delivery'>[]): number | false {
  if (requests.some(({ delivery }) => delivery === 'queued')) return QUEUED_MS
  return requests.some(({ delivery }) => delivery === 'retrying') && RETRYING_MS
}
