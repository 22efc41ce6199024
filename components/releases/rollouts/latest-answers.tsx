'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { ListStates } from '@/components/ui/list-states'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatDateTime, formatDuration, formatRelative } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { blockingError } from '@/lib/client/http/blocking-error'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { ANSWER_FILTERS, type LatestAnswer, listLatestAnswers, type RolloutView } from '@/lib/contracts/rollouts'

const REFRESH_MS = 3_000

/** The latest answers of both versions of a canary, newest first. */
export function LatestAnswers({ appId, rollout }: { appId: string; rollout: RolloutView }) {
  const [only, setOnly] = useState<(typeof ANSWER_FILTERS)[number]>('all')
  const answers = useContractQuery(listLatestAnswers, {
    params: { appId, rolloutId: rollout.id },
    query: { only },
    keepPrevious: true,
    refetchInterval: () => (rollout.status === 'running' ? REFRESH_MS : false),
  })
  const liveText = rollout.status === 'running' ? 'releases.liveVersion' : 'releases.liveThen'
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold text-base">{t('releases.latestTitle')}</h2>
        <SegmentedControl
          size="sm"
          label={t('releases.latestFilter')}
          value={only}
          onValueChange={setOnly}
          options={ANSWER_FILTERS.map((value) => ({ value, label: t(`releases.latest-${value}`) }))}
        />
      </div>
      {blockingError(answers) ? (
        <ErrorPanel error={answers.error} onRetry={() => void answers.refetch()} />
      ) : (
        <div className="grid items-start gap-4 md:grid-cols-2">
          <Column name={t(liveText, { number: rollout.baseNumber })} query={answers} answers={answers.data?.base} />
          <Column
            name={t('releases.otherVersion', { number: rollout.versionNumber })}
            query={answers}
            answers={answers.data?.candidate}
          />
        </div>
      )}
    </section>
  )
}

interface ColumnProps {
  name: string
  query: Parameters<typeof ListStates>[0]['query']
  answers: readonly LatestAnswer[] | undefined
}

function Column({ name, query, answers }: ColumnProps) {
  return (
    <Card className="min-w-0">
      <h3 className="border-b px-4 py-2.5 font-medium text-sm">{name}</h3>
      <ListStates
        query={query}
        items={answers}
        empty={<p className="px-4 py-3 text-muted text-sm">{t('releases.latestNone')}</p>}
      >
        {(shown) => (
          <ul className="divide-y">
            {shown.map((answer) => (
              <Answer key={answer.runId} answer={answer} />
            ))}
          </ul>
        )}
      </ListStates>
    </Card>
  )
}

function Answer({ answer }: { answer: LatestAnswer }) {
  const { input, error, errorRef, rating, durationMs, createdAt } = answer
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 text-sm">
      <p className="line-clamp-2 break-words font-medium">{input}</p>
      {error ? (
        <p className="break-words text-danger">{localizeStored(error, errorRef)}</p>
      ) : (
        <p className="line-clamp-4 whitespace-pre-wrap break-words">{answer.answer ?? t('releases.noAnswer')}</p>
      )}
      <p className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
        {rating === null ? null : <Rating rating={rating} />}
        {durationMs === null ? null : <span className="tabular-nums">{formatDuration(durationMs)}</span>}
        {answer.costMicros || answer.hasUnknownCost ? (
          <span className="tabular-nums">{t('releases.sideCost', { cost: runCostText(answer) })}</span>
        ) : null}
        <span title={formatDateTime(createdAt)}>{formatRelative(createdAt)}</span>
        <Link href={`/runs/${answer.runId}`} className="ml-auto hover:text-ink hover:underline">
          {t('releases.openRun')}
        </Link>
      </p>
    </li>
  )
}

function Rating({ rating }: { rating: 'up' | 'down' }) {
  const isGood = rating === 'up'
  return (
    <span className={`inline-flex items-center gap-1 ${isGood ? 'text-success' : 'text-danger'}`}>
      <Icon name={isGood ? 'thumbs-up' : 'thumbs-down'} size={12} />
      {t(isGood ? 'releases.ratedUp' : 'releases.ratedDown')}
    </span>
  )
}
