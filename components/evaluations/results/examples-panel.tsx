'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { CHANGES, type ExampleResult, type ExperimentView, listExampleResults } from '@/lib/contracts/experiments'
import { isActive, metricText } from '../labels'
import { ChangeBadge } from './change-badge'
import { ExampleDialog } from './example-dialog'

const POLL_MS = 3_000
const PAGE = 50
const FILTERS = {
  all: 'evaluations.showAll',
  regressed: 'evaluations.showRegressed',
  improved: 'evaluations.showImproved',
  unsteady: 'evaluations.showUnsteady',
  'no-verdict': 'evaluations.showNoVerdict',
  failed: 'evaluations.showFailed',
} as const
type Filter = keyof typeof FILTERS

/** The examples, starting with those whose score fell most. Each opens its answers side by side. */
export function ExamplesPanel({ experiment }: { experiment: ExperimentView }) {
  const [show, setShow] = useState<Filter>('all')
  const [limit, setLimit] = useState(PAGE)
  const [openId, setOpenId] = useUrlState('example')
  const results = useContractQuery(listExampleResults, {
    params: { evaluationId: experiment.evaluationId, experimentId: experiment.id },
    query: { show, variant: experiment.variants.length - 1, limit: Math.min(100, limit) },
    keepPrevious: true,
    refetchInterval: () => (isActive(experiment) ? POLL_MS : false),
  })
  const { done, status } = experiment
  const { refetch } = results
  const seen = useRef(`${status} ${done}`)
  // The last answers can be written after the last poll.
  useEffect(() => {
    if (seen.current === `${status} ${done}`) return
    seen.current = `${status} ${done}`
    void refetch()
  }, [status, done, refetch])
  if (blockingError(results)) return <ErrorPanel error={results.error} onRetry={() => void results.refetch()} />
  if (!results.data) return <SkeletonRows />
  const { results: shown, counts, total } = results.data
  const all = CHANGES.reduce((sum, change) => sum + (counts[change] ?? 0), 0)
  const countOf = (filter: Filter) => (filter === 'all' ? all : (counts[filter] ?? 0))
  const index = shown.findIndex(({ exampleId }) => exampleId === openId)
  const opened = shown[index]
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold text-base">{t('evaluations.examples')}</h2>
        <Choice
          className="w-52"
          label={t('evaluations.filter')}
          values={(Object.keys(FILTERS) as Filter[]).filter((filter) => filter === 'all' || countOf(filter) > 0)}
          labelOf={(filter) => t(FILTERS[filter], { count: countOf(filter) })}
          value={show}
          onSelect={setShow}
        />
      </header>
      {shown.length === 0 ? (
        <p className="rounded-lg border bg-surface p-4 text-muted text-sm">{t('evaluations.noExamples')}</p>
      ) : (
        <ul className="divide-y rounded-lg border bg-surface">
          {shown.map((result) => (
            <ExampleRow
              key={result.exampleId}
              result={result}
              metric={experiment.scorers[0]?.id ?? ''}
              onOpen={() => setOpenId(result.exampleId)}
            />
          ))}
        </ul>
      )}
      {total > shown.length && limit < 100 ? (
        <Button className="self-center" onClick={() => setLimit(100)}>
          {t('common.showMore')}
        </Button>
      ) : null}
      {opened ? (
        <ExampleDialog
          key={opened.exampleId}
          experiment={experiment}
          result={opened}
          onMove={(step) => setOpenId(shown[index + step]?.exampleId ?? opened.exampleId)}
          onClose={() => setOpenId('')}
        />
      ) : null}
    </section>
  )
}

function ExampleRow({ result, metric, onOpen }: { result: ExampleResult; metric: string; onOpen: () => void }) {
  const answer = result.answers.at(-1)
  return (
    <li className="relative flex items-center gap-3 px-4 py-2.5 first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60">
      <button
        type="button"
        className="min-w-0 flex-1 text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
        onClick={onOpen}
      >
        <span className="sr-only">{t('evaluations.open')} </span>
        <span className="block truncate text-sm">{result.input}</span>
        <span className="block truncate text-muted text-xs">{answer?.text || answer?.error || '–'}</span>
      </button>
      <ChangeBadge change={result.change} />
      <span className="min-w-16 shrink-0 whitespace-nowrap text-right text-sm tabular-nums">
        {result.values.map((value) => metricText(metric, value)).join(' → ')}
      </span>
    </li>
  )
}
