import { t } from '@/lib/client/messages/t'
import type { ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { metricText, variantNames } from '../labels'

interface AbstentionProps {
  experiment: ExperimentView
  summaries: readonly VariantSummary[]
}

/** Whether the app declines exactly the questions that have no answer. Renders nothing without that scorer. */
export function Abstention({ experiment, summaries }: AbstentionProps) {
  const names = variantNames(experiment)
  if (summaries.every(({ abstention }) => abstention === null)) return null
  const share = (value: number | null) => metricText('', value)
  return (
    <section className="flex flex-col gap-1" aria-labelledby="abstention-title">
      <h2 id="abstention-title" className="font-semibold text-base">
        {t('evaluations.abstention')}
      </h2>
      <ul className="flex flex-col gap-1 text-sm">
        {summaries.map(({ abstention }, index) =>
          abstention ? (
            <li key={experiment.variants[index]?.id} className="tabular-nums">
              <span className="font-medium">{names[index]}: </span>
              {t('evaluations.abstentionText', {
                f1: share(abstention.f1),
                precision: share(abstention.precision),
                recall: share(abstention.recall),
                coverage: share(abstention.coverage),
                answerable: abstention.answerable,
                unanswerable: abstention.unanswerable,
              })}
            </li>
          ) : null,
        )}
      </ul>
    </section>
  )
}
