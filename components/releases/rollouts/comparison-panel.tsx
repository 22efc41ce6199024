'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { ListStates } from '@/components/ui/list-states'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { rolloutName } from '@/lib/client/format/rollout-name'
import { blockingError } from '@/lib/client/http/blocking-error'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getRollout, listRollouts, type RolloutView } from '@/lib/contracts/rollouts'
import { AnswerPairs } from './answer-pairs'
import { LatestAnswers } from './latest-answers'
import { MetricPlots } from './metric-plots'
import { MetricsTable } from './metrics-table'
import { RolloutState } from './rollout-state'
import { RuleFindings } from './rule-findings'
import { runsOfRollout } from './runs-of-rollout'
import { spentBy } from './spent-by'

const REFRESH_MS = 3_000

/** Both versions of a canary or shadow side by side, updated while it is in progress. */
export function ComparisonPanel({ appId }: { appId: string }) {
  const rollouts = useContractQuery(listRollouts, { params: { appId } })
  return (
    <ListStates
      query={rollouts}
      items={rollouts.data?.rollouts}
      empty={<EmptyState icon="scale" title={t('releases.noRolloutsTitle')} text={t('releases.noRolloutsText')} />}
    >
      {(all) => <Selected appId={appId} rollouts={all} />}
    </ListStates>
  )
}

function Selected({ appId, rollouts }: { appId: string; rollouts: readonly RolloutView[] }) {
  const [selected, setSelected] = useState<string | null>(null)
  const first = rollouts.find(({ status }) => status === 'running') ?? rollouts[0]
  const id = selected ?? first?.id ?? ''
  return (
    <div className="flex flex-col gap-5">
      <Select
        className="max-w-xl"
        aria-label={t('releases.chooseRollout')}
        value={id}
        onValueChange={setSelected}
        options={rollouts.map((rollout) => ({ value: rollout.id, label: rolloutName(rollout) }))}
      />
      <Comparison key={id} appId={appId} rolloutId={id} />
    </div>
  )
}

function Comparison({ appId, rolloutId }: { appId: string; rolloutId: string }) {
  const comparison = useContractQuery(getRollout, {
    params: { appId, rolloutId },
    refetchInterval: (data) => (data?.rollout.status === 'running' ? REFRESH_MS : false),
  })
  if (blockingError(comparison))
    return <ErrorPanel error={comparison.error} onRetry={() => void comparison.refetch()} />
  if (!comparison.data) return <SkeletonRows count={4} />
  const { rollout, base, candidate, points } = comparison.data
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <RolloutState status={rollout.status} />
        <span className="text-muted">
          {rollout.endedBecause === null
            ? shareOf(rollout)
            : localizeStored(rollout.endedBecause, rollout.endedBecauseRef)}
        </span>
      </p>
      <RuleFindings rollout={rollout} />
      <RunLinks appId={appId} rollout={rollout} />
      <MetricsTable rollout={rollout} base={base} candidate={candidate} />
      <MetricPlots rollout={rollout} points={points} />
      {rollout.kind === 'shadow' ? (
        <>
          <p className="text-muted text-sm">{spentBy(candidate)}</p>
          <AnswerPairs appId={appId} rollout={rollout} />
        </>
      ) : (
        <LatestAnswers appId={appId} rollout={rollout} />
      )}
    </>
  )
}

/** The runs behind each version. A shadow counts its own runs only, and links to those of the live version. */
function RunLinks({ appId, rollout }: { appId: string; rollout: RolloutView }) {
  const { versionNumber, baseNumber, kind } = rollout
  return (
    <p className="flex flex-wrap gap-2">
      {[versionNumber, ...(kind === 'canary' ? [baseNumber] : [])].map((number) => (
        <Button key={number} asChild size="sm">
          <Link href={runsOfRollout(appId, rollout, number)}>
            <Icon name="activity" size={14} />
            {t('releases.runsOfVersion', { number })}
          </Link>
        </Button>
      ))}
    </p>
  )
}

function shareOf({ kind, percent }: RolloutView): string {
  return `${t('releases.percent', { percent })} ${t(kind === 'canary' ? 'releases.ofConversations' : 'releases.ofRuns')}`
}
