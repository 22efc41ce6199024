import { t } from '@/lib/client/messages/t'
import type { ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { isShare, metricName, metricText, variantNames } from '../labels'

/** Variants differ in the shape of the dot as well as in its color, for color-blind users. */
const DOTS = [
  'rounded-full bg-accent',
  'rounded-none bg-ink',
  'rotate-45 rounded-none bg-warning',
  'rounded-full bg-info',
]

/** Every metric between 0 and 100 %, with one line and dot per variant. */
export function IntervalPlot({
  experiment,
  summaries,
}: {
  experiment: ExperimentView
  summaries: readonly VariantSummary[]
}) {
  const names = variantNames(experiment)
  const ids = (summaries[0]?.metrics ?? []).map(({ id }) => id).filter(isShare)
  return (
    <figure className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      {names.length > 1 ? (
        <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {names.map((name, index) => (
            <span key={experiment.variants[index]?.id} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 ${DOTS[index % DOTS.length]}`} />
              {name}
            </span>
          ))}
        </figcaption>
      ) : null}
      <ul className="flex flex-col gap-3">
        {ids.map((id) => (
          <li key={id} className="grid grid-cols-1 items-center gap-x-3 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <span className="truncate text-sm">{metricName(experiment.scorers, id)}</span>
            <span className="flex flex-col gap-1">
              {summaries.map((summary, index) => (
                <Line
                  key={experiment.variants[index]?.id}
                  summary={summary}
                  id={id}
                  dot={DOTS[index % DOTS.length] ?? ''}
                  name={names[index] ?? ''}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div aria-hidden className="hidden grid-cols-[11rem_minmax(0,1fr)_4.5rem] gap-x-3 text-2xs text-faint sm:grid">
        <span />
        <span className="flex justify-between">
          <span>0 %</span>
          <span>50 %</span>
          <span>100 %</span>
        </span>
        <span />
      </div>
    </figure>
  )
}

function Line({ summary, id, dot, name }: { summary: VariantSummary; id: string; dot: string; name: string }) {
  const metric = summary.metrics.find((candidate) => candidate.id === id)
  const share = (value: number) => `${Math.min(100, Math.max(0, 100 * value))}%`
  const { mean = null, interval = null } = metric ?? {}
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-3">
      <span aria-hidden className="relative block h-3 rounded-sm bg-sunken">
        <span className="absolute inset-y-0 left-1/2 w-px bg-line" />
        {interval ? (
          <span
            className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-muted"
            style={{ left: share(interval.low), width: share(interval.high - interval.low) }}
          />
        ) : null}
        {mean === null ? null : (
          <span
            className={`absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 ${dot}`}
            style={{ left: share(mean) }}
          />
        )}
      </span>
      <span className="text-right text-sm tabular-nums">
        <span className="sr-only">{name} </span>
        {mean === null ? t('evaluations.noVerdict') : metricText(id, mean)}
      </span>
    </span>
  )
}
