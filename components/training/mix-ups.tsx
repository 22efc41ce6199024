import { t } from '@/lib/client/messages/t'
import type { ClassificationMetrics } from '@/lib/contracts/training-metrics'

const SHOWN = 12

/** Most frequent confusions, where more examples would help most. */
export function MixUps({ metrics }: { metrics: ClassificationMetrics }) {
  const pairs = metrics.confusion
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, SHOWN)
  const nameOf = (index: number) => metrics.classes[index]?.name ?? ''
  if (pairs.length === 0) return <p className="text-muted text-sm">{t('training.mixUpsNone')}</p>
  return (
    <ol className="divide-y">
      {pairs.map(({ truth, predicted, count }) => (
        <li key={`${truth}-${predicted}`} className="flex items-baseline justify-between gap-3 py-1.5 text-sm">
          <span className="min-w-0 break-words">
            <span className="font-medium">{nameOf(truth)}</span>
            <span className="text-muted"> → {nameOf(predicted)}</span>
          </span>
          <span className="text-muted tabular-nums">{count}</span>
        </li>
      ))}
    </ol>
  )
}
