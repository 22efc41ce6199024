import { Icon } from '@/components/ui/icon'
import { formatCost, formatCount, formatDateTime, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ReplayReport } from '@/lib/contracts/usage'
import { ReplayCard } from './replay-card'

/** Cost and time of both models, and the basis of the estimate. */
export function ReplayResult({ report, model }: { report: ReplayReport; model: string }) {
  const { actual, target, from, to } = report
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">
        {t('replay.summary', {
          runs: report.runs,
          calls: report.calls,
          models: report.models.join(', '),
          from: from ? formatDateTime(from) : '',
          to: to ? formatDateTime(to) : '',
          input: formatCount(report.inputTokens),
          output: formatCount(report.outputTokens),
        })}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <ReplayCard
          title={t('replay.cost')}
          curveTitle={t('replay.curveCost')}
          actual={actual.costMicros}
          target={target.costMicros}
          model={model}
          format={formatFineCost}
        />
        <ReplayCard
          title={t('replay.time')}
          curveTitle={t('replay.curveTime')}
          actual={actual.modelMs}
          target={target.modelMs}
          model={model}
          format={formatDuration}
        />
      </div>
      <ul className="flex flex-col gap-1.5 text-muted text-xs">
        {notesOf(report).map((note) => (
          <li key={note} className="flex items-start gap-1.5">
            <Icon name="info" size={12} className="mt-0.5 shrink-0" />
            {note}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Costs of single runs are small, so cents are too coarse. */
function formatFineCost(micros: number): string {
  const dollars = micros / 1_000_000
  return dollars === 0 || dollars >= 1 ? formatCost(micros) : `$${Number(dollars.toPrecision(3))}`
}

function notesOf({ unpricedCalls, estimatedCalls, measured, target, batchMicros }: ReplayReport): string[] {
  return [
    t('replay.tokensNote'),
    ...(unpricedCalls > 0 ? [t('replay.unpricedActual', { count: unpricedCalls })] : []),
    target.costMicros.total === null ? t('replay.unpricedTarget') : t('replay.pricesNote'),
    ...(batchMicros ? [t('replay.batchNote', { cost: formatFineCost(batchMicros) })] : []),
    measured === null
      ? t('replay.notMeasured')
      : t('replay.measured', {
          calls: measured.calls,
          first: formatDuration(measured.firstTokenMs),
          speed: Math.round(measured.tokensPerSecond),
        }),
    ...(estimatedCalls > 0 ? [t('replay.estimatedNote', { count: estimatedCalls })] : []),
  ]
}
