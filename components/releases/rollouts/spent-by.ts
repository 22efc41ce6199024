import { formatCost } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { VersionMetrics } from '@/lib/contracts/rollouts'

/** The cost of a shadow's runs. */
export function spentBy({ runs, costMicros, unpricedRuns }: VersionMetrics): string {
  const spent = formatCost((costMicros ?? 0) * (runs - unpricedRuns))
  if (unpricedRuns === 0) return t('releases.shadowSpent', { cost: spent, count: runs })
  return t('releases.shadowSpentBesides', { cost: spent, count: unpricedRuns })
}
