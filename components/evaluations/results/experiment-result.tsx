'use client'
import { useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type ExperimentView, getExperiment, type VariantSummary } from '@/lib/contracts/experiments'
import { listJudges } from '@/lib/contracts/judges'
import { isJudge } from '@/lib/contracts/scorers'
import { Histogram } from '../charts/histogram'
import { IntervalPlot } from '../charts/interval-plot'
import { isActive, metricName } from '../labels'
import { VerdictBadge } from '../verdict-badge'
import { verdictText } from '../verdict-text'
import { Abstention } from './abstention'
import { ExamplesPanel } from './examples-panel'
import { ExperimentState } from './experiment-state'
import { LabelsPanel } from './labels-panel'
import { MetricTable } from './metric-table'
import { Reliability } from './reliability'
import { SlicesPanel } from './slices-panel'

const POLL_MS = 2_000

/** Verdict, metrics and examples; preliminary while the experiment runs. `isNamed`: its name is shown above. */
export function ExperimentResult({ experiment: known, isNamed }: { experiment: ExperimentView; isNamed: boolean }) {
  const canEdit = useHasRole('editor')
  const params = { evaluationId: known.evaluationId, experimentId: known.id }
  const result = useContractQuery(getExperiment, {
    params,
    refetchInterval: (data) => (data && isActive(data.experiment) ? POLL_MS : false),
  })
  if (blockingError(result)) return <ErrorPanel error={result.error} onRetry={() => void result.refetch()} />
  if (!result.data) return <SkeletonRows />
  const { experiment, summaries } = result.data
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ExperimentState experiment={experiment} isNamed={isNamed} />
      {experiment.done > 0 ? <Numbers experiment={experiment} summaries={summaries} /> : null}
      {isActive(experiment) || experiment.done === 0 ? null : (
        <>
          <LabelsPanel experiment={experiment} />
          <SlicesPanel experiment={experiment} />
        </>
      )}
      {experiment.done > 0 && canEdit ? <ExamplesPanel experiment={experiment} /> : null}
    </div>
  )
}

function Numbers({ experiment, summaries }: { experiment: ExperimentView; summaries: readonly VariantSummary[] }) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const last = summaries.length - 1
  const tested = summaries[last]
  const clusters = tested?.comparisons[0]?.clusters ?? null
  const scorer = metricName(experiment.scorers, experiment.scorers[0]?.id ?? '')
  return (
    <>
      <div className="rounded-lg border bg-surface p-4">
        {summaries.map((summary, variant) =>
          variant > 0 || summaries.length === 1 ? (
            <p
              key={experiment.variants[variant]?.id}
              className="flex flex-wrap items-center gap-2 text-balance font-medium text-base"
            >
              {summary.comparisons[0] ? <VerdictBadge verdict={summary.comparisons[0].verdict} /> : null}
              {verdictText(experiment, summaries, variant)}
            </p>
          ) : null,
        )}
        <p className="mt-1 flex flex-wrap gap-x-3 text-muted text-xs">
          <JudgeCaution experiment={experiment} />
          {tested ? <Outcomes summary={tested} /> : null}
          {clusters !== null && clusters < 20 ? <span>{t('evaluations.fewClusters', { count: clusters })}</span> : null}
        </p>
      </div>
      <section className="flex min-w-0 flex-col gap-2">
        <header className="flex items-center justify-between gap-2">
          <h2 className="font-semibold text-base">{t('evaluations.metrics')}</h2>
          <SegmentedControl
            size="sm"
            label={t('evaluations.metrics')}
            value={view}
            onValueChange={setView}
            options={[
              { value: 'chart', label: t('evaluations.chart') },
              { value: 'table', label: t('evaluations.table') },
            ]}
          />
        </header>
        {view === 'chart' ? (
          <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_18rem]">
            <IntervalPlot experiment={experiment} summaries={summaries} />
            <Histogram bins={tested?.distribution ?? []} title={t('evaluations.distribution', { scorer })} />
          </div>
        ) : (
          <MetricTable experiment={experiment} summaries={summaries} />
        )}
        <p className="max-w-3xl text-faint text-xs">{t('evaluations.intervalHint')}</p>
      </section>
      <Reliability experiment={experiment} summaries={summaries} />
      <Abstention experiment={experiment} summaries={summaries} />
    </>
  )
}

/** Warns if the primary scorer is a judge that is not calibrated. */
function JudgeCaution({ experiment: { evaluationId, scorers } }: { experiment: ExperimentView }) {
  const [primary] = scorers
  const isJudged = primary !== undefined && isJudge(primary)
  const judges = useContractQuery(listJudges, { params: { evaluationId }, enabled: isJudged })
  const state = judges.data?.judges.find(({ scorer }) => scorer === primary?.id)?.quality.state
  if (!isJudged || state === undefined || state === 'calibrated') return null
  return (
    <span className="text-warning">
      {t(state === 'weak' ? 'evaluations.cautionWeak' : 'evaluations.cautionUntested')}
    </span>
  )
}

function Outcomes({ summary: { outcomes, unsteady } }: { summary: VariantSummary }) {
  const { scored, appFailed, noVerdict, skipped } = outcomes
  return (
    <>
      <span>
        {t('evaluations.scoredOf', { count: scored + appFailed, of: scored + appFailed + noVerdict + skipped })}
      </span>
      {appFailed > 0 ? <span>{t('evaluations.failedCount', { count: appFailed })}</span> : null}
      {unsteady > 0 ? <span>{t('evaluations.unsteadyCount', { count: unsteady })}</span> : null}
    </>
  )
}
