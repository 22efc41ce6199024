'use client'
import { useState } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { ListStates } from '@/components/ui/list-states'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/client/format'
import { say, saySentences } from '@/lib/client/messages/say'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { getRollout, listRollouts, type RolloutView } from '@/lib/contracts/rollouts'
import { AnswerPairs } from './answer-pairs'
import { FigurePlots } from './figure-plots'
import { FiguresTable } from './figures-table'

const REFRESH_MS = 3_000
const STATUSES = {
  running: 'releases.status_running',
  promoted: 'releases.status_promoted',
  'rolled-back': 'releases.status_rolled-back',
  stopped: 'releases.status_stopped',
} as const
const TONES = {
  running: 'accent',
  promoted: 'success',
  'rolled-back': 'danger',
  stopped: 'neutral',
} as const satisfies Record<RolloutView['status'], BadgeTone>

/** Both versions of a canary or shadow side by side; live while it goes on. */
export function ComparisonPanel({ appId }: { appId: string }) {
  const rollouts = useContractQuery(listRollouts, { params: { appId } })
  return (
    <ListStates
      query={rollouts}
      items={rollouts.data?.rollouts}
      empty={<EmptyState icon="scale" title={t('releases.noRolloutsTitle')} text={t('releases.noRolloutsText')} />}
    >
      {(all) => <Chosen appId={appId} rollouts={all} />}
    </ListStates>
  )
}

function Chosen({ appId, rollouts }: { appId: string; rollouts: readonly RolloutView[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const first = rollouts.find(({ status }) => status === 'running') ?? rollouts[0]
  const id = chosen ?? first?.id ?? ''
  return (
    <div className="flex flex-col gap-5">
      <Select
        className="max-w-xl"
        aria-label={t('releases.chooseRollout')}
        value={id}
        onValueChange={setChosen}
        options={rollouts.map((rollout) => ({ value: rollout.id, label: nameOf(rollout) }))}
      />
      <Comparison key={id} appId={appId} rolloutId={id} />
    </div>
  )
}

function nameOf({ kind, versionNumber: number, environment, createdAt }: RolloutView): string {
  const word = t(kind === 'canary' ? 'releases.canary' : 'releases.shadow')
  return t('releases.rolloutName', { kind: word, number, environment, when: formatDateTime(createdAt) })
}

function Comparison({ appId, rolloutId }: { appId: string; rolloutId: string }) {
  const comparison = useContractQuery(getRollout, {
    params: { appId, rolloutId },
    refetchInterval: (data) => (data?.rollout.status === 'running' ? REFRESH_MS : false),
  })
  if (comparison.error) return <ErrorPanel error={comparison.error} onRetry={() => void comparison.refetch()} />
  if (!comparison.data) return <SkeletonRows count={4} />
  const { rollout, base, candidate, points } = comparison.data
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={TONES[rollout.status]}>{t(STATUSES[rollout.status])}</Badge>
        <span className="text-muted">{whyOf(rollout) ?? shareOf(rollout)}</span>
      </p>
      <FiguresTable rollout={rollout} base={base} candidate={candidate} />
      <FigurePlots rollout={rollout} points={points} />
      {rollout.kind === 'shadow' ? <AnswerPairs appId={appId} rollout={rollout} /> : null}
    </>
  )
}

/** Why it ended, or how it stands. */
function whyOf({ endedBecause, decision }: RolloutView): string | null {
  if (endedBecause !== null) return saySentences(endedBecause)
  return decision?.reasons.map(say).join(' ') ?? null
}

function shareOf({ kind, percent }: RolloutView): string {
  return `${t('releases.percent', { percent })} ${t(kind === 'canary' ? 'releases.ofConversations' : 'releases.ofRuns')}`
}
