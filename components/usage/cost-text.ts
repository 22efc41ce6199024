import { formatCost } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { UsageSums } from '@/lib/contracts/usage'

/** A cost with a note about calls of unknown price, which never count as zero. */
export function costText({ costMicros, unpricedCalls }: Pick<UsageSums, 'costMicros' | 'unpricedCalls'>): {
  main: string
  note: string | null
} {
  if (unpricedCalls === 0) return { main: formatCost(costMicros), note: null }
  if (costMicros === 0) return { main: t('usage.unpriced'), note: null }
  return { main: formatCost(costMicros), note: t('usage.withoutPrice', { count: unpricedCalls }) }
}
