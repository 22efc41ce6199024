'use client'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import type { CandidateView, Confirmation, OptimizationView } from '@/lib/contracts/optimizations'
import { points } from '../labels'
import { VerdictBadge } from '../verdict-badge'
import { comparisonText } from '../verdict-text'
import { candidateName } from './candidate-name'

interface ConfirmationPanelProps {
  optimization: OptimizationView
  candidates: readonly CandidateView[]
  confirmations: readonly Confirmation[]
  margin: number
}

/** The result in words: how each finalist did on the cases that had no part in selecting it. */
export function ConfirmationPanel({ optimization, candidates, confirmations, margin }: ConfirmationPanelProps) {
  const { status, heldOutCases } = optimization
  if (status === 'done' && confirmations.length === 0)
    return <p className="rounded-lg border bg-surface p-4 font-medium text-base">{t('optimizer.noneBetter')}</p>
  if (status === 'confirming')
    return <p className="text-muted text-sm">{t('optimizer.confirming', { count: heldOutCases })}</p>
  const finalists = confirmations.filter(({ candidate }) => candidate !== 0)
  if (finalists.length === 0) return null
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      {finalists.map((confirmation) => (
        <div key={confirmation.candidate} className="flex flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2 text-balance font-medium text-base">
            {confirmation.comparison ? <VerdictBadge verdict={confirmation.comparison.verdict} /> : null}
            {confirmation.comparison
              ? comparisonText(confirmation.comparison, candidateName(confirmation.candidate), margin)
              : t('evaluations.verdictNone')}
          </p>
          <p className="text-muted text-xs">
            {joinSentences(...facts(confirmation, confirmations[0], candidates[confirmation.candidate]))}
          </p>
        </div>
      ))}
      <p className="text-faint text-xs">{t('optimizer.heldOutHint', { count: heldOutCases })}</p>
    </div>
  )
}

function facts(
  { gainWhileSearching, comparison, costMicros, latencyMs }: Confirmation,
  draft: Confirmation | undefined,
  candidate: CandidateView | undefined,
): string[] {
  const roles = (candidate?.finalistAs ?? []).map((role) => t(`optimizer.role-${role}`))
  const isCostKnown = costMicros !== null && typeof draft?.costMicros === 'number' && costMicros + draft.costMicros > 0
  return [
    ...(roles.length > 0 ? [t('optimizer.roles', { roles: roles.join(', ') })] : []),
    ...(gainWhileSearching !== null && comparison
      ? [
          t('optimizer.gains', {
            search: points(gainWhileSearching, true),
            heldOut: points(comparison.difference, true),
          }),
        ]
      : []),
    ...(isCostKnown
      ? [t('optimizer.costChange', { before: formatCost(draft?.costMicros ?? 0), after: formatCost(costMicros) })]
      : []),
    ...(latencyMs !== null && typeof draft?.latencyMs === 'number'
      ? [t('optimizer.latencyChange', { before: formatDuration(draft.latencyMs), after: formatDuration(latencyMs) })]
      : []),
  ]
}
