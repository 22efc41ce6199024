import type { VisitorRequestView } from '@/lib/contracts/visitors'

/** Sent within moments. */
const QUEUED_MS = 3_000
/** Tried again ever more rarely, for hours. */
const RETRYING_MS = 30_000

/** In how many milliseconds the list is worth another look; false: nothing changes by itself. */
export function lookAgainMs(requests: readonly Pick<VisitorRequestView, 'delivery'>[]): number | false {
  if (requests.some(({ delivery }) => delivery === 'queued')) return QUEUED_MS
  return requests.some(({ delivery }) => delivery === 'retrying') && RETRYING_MS
}
