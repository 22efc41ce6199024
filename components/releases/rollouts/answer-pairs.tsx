'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { formatDateTime, formatDuration, formatRelative } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type AnswerPair, listAnswerPairs, type RolloutView } from '@/lib/contracts/rollouts'

const REFRESH_MS = 3_000
const PAGE = 10

/** The same request answered by both versions, newest first. */
export function AnswerPairs({ appId, rollout }: { appId: string; rollout: RolloutView }) {
  const [limit, setLimit] = useState(PAGE)
  const pairs = useContractQuery(listAnswerPairs, {
    params: { appId, rolloutId: rollout.id },
    query: { limit },
    keepPrevious: true,
    refetchInterval: () => (rollout.status === 'running' ? REFRESH_MS : false),
  })
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold text-base">{t('releases.pairsTitle')}</h2>
      <ListStates
        query={pairs}
        items={pairs.data?.pairs}
        empty={<EmptyState compact icon="copy" title={t('releases.noRunsYet')} text={t('releases.pairsEmpty')} />}
      >
        {(shown) => shown.map((pair) => <Pair key={pair.id} pair={pair} rollout={rollout} />)}
      </ListStates>
      {pairs.data?.nextCursor ? (
        <Button className="self-center" busy={pairs.isFetching} onClick={() => setLimit(Math.min(200, limit + 20))}>
          {t('common.showMore')}
        </Button>
      ) : null}
    </section>
  )
}

function Pair({ pair, rollout }: { pair: AnswerPair; rollout: RolloutView }) {
  return (
    <Card>
      <p className="flex items-baseline justify-between gap-3 border-b px-4 py-2.5 text-sm">
        <span className="min-w-0 break-words font-medium">{pair.input}</span>
        <span className="shrink-0 text-muted text-xs" title={formatDateTime(pair.createdAt)}>
          {formatRelative(pair.createdAt)}
        </span>
      </p>
      <div className="grid divide-y md:grid-cols-2 md:divide-x md:divide-y-0">
        <Side side={pair.base} name={t('releases.liveVersion', { number: rollout.baseNumber })} />
        <Side side={pair.candidate} name={t('releases.otherVersion', { number: rollout.versionNumber })} />
      </div>
    </Card>
  )
}

function Side({ side, name }: { side: AnswerPair['base']; name: string }) {
  const isOpen = side.status === 'queued' || side.status === 'running'
  return (
    <div className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
        <span className="font-medium text-ink">{name}</span>
        {side.durationMs === null ? null : <span className="tabular-nums">{formatDuration(side.durationMs)}</span>}
        {side.costMicros || side.hasUnknownCost ? (
          <span className="tabular-nums">{t('releases.sideCost', { cost: runCostText(side) })}</span>
        ) : null}
        {side.leftOut > 0 ? <Badge tone="warning">{t('releases.skippedNodes', { count: side.leftOut })}</Badge> : null}
        <Link href={`/runs/${side.runId}`} className="ml-auto hover:text-ink hover:underline">
          {t('releases.openRun')}
        </Link>
      </p>
      {side.error ? (
        <p className="break-words text-danger text-sm">{localizeStored(side.error, side.errorRef)}</p>
      ) : (
        <p className="max-h-60 overflow-y-auto whitespace-pre-wrap break-words text-sm">
          {side.answer ?? (isOpen ? t('releases.stillRunning') : t('releases.noAnswer'))}
        </p>
      )}
    </div>
  )
}
