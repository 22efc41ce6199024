import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatCost, formatCount, formatDuration } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { t } from '@/lib/client/messages/t'
import type { RunSummary } from '@/lib/contracts/runs'
import type { ComparedRun, ComparedRuns } from './compare-runs'
import { deltaText } from './delta-text'

interface Metric {
  label: string
  before: string
  after: string
  delta: string
}

/** Duration, tokens and cost of both runs, and the differences. */
export function CompareMetrics({
  before,
  after,
  whole,
}: {
  before: RunSummary
  after: RunSummary
  whole: ComparedRuns['whole']
}) {
  const metrics: Metric[] = [
    timeMetric(before, after),
    {
      label: t('timeTravel.tokens'),
      before: formatCount(whole.before.tokens),
      after: formatCount(whole.after.tokens),
      delta: deltaText(whole.before.tokens, whole.after.tokens, formatCount),
    },
    costMetric(t('timeTravel.cost'), whole.before, whole.after),
    costMetric(t('timeTravel.spent'), spentOf(before), spentOf(after)),
  ]
  return (
    <section>
      <h2 className="mb-2 font-semibold text-sm">{t('timeTravel.metrics')}</h2>
      <Table>
        <TableHead>
          <tr>
            <TableHeader className="w-2/5">{''}</TableHeader>
            <TableHeader className="text-right">{t('timeTravel.before')}</TableHeader>
            <TableHeader className="text-right">{t('timeTravel.after')}</TableHeader>
            <TableHeader className="text-right">{t('timeTravel.difference')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {metrics.map((metric) => (
            <TableRow key={metric.label} data-metric={metric.label}>
              <TableCell className="text-muted">{metric.label}</TableCell>
              <TableCell className="text-right tabular-nums">{metric.before}</TableCell>
              <TableCell className="text-right tabular-nums">{metric.after}</TableCell>
              <TableCell className="text-right font-medium tabular-nums">{metric.delta}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="mt-1.5 text-muted text-xs">{t('timeTravel.wholeHint')}</p>
    </section>
  )
}

function timeMetric({ durationMs: a }: RunSummary, { durationMs: b }: RunSummary): Metric {
  const text = (value: number | null) => (value === null ? '–' : formatDuration(value))
  return {
    label: t('timeTravel.time'),
    before: text(a),
    after: text(b),
    delta: a === null || b === null ? '–' : deltaText(a, b, formatDuration),
  }
}

type Spent = Pick<ComparedRun, 'hasUnknownCost'> & { costMicros: number | null }

const spentOf = ({ costMicros, hasUnknownCost }: RunSummary): Spent => ({ costMicros, hasUnknownCost })

/** Without both prices there is no difference to show. */
function costMetric(label: string, a: Spent, b: Spent): Metric {
  const isKnown = !a.hasUnknownCost && !b.hasUnknownCost && a.costMicros !== null && b.costMicros !== null
  return {
    label,
    before: runCostText(a),
    after: runCostText(b),
    delta: isKnown ? deltaText(a.costMicros ?? 0, b.costMicros ?? 0, formatCost) : '–',
  }
}
