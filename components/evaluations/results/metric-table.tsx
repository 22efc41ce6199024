import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import type { ComparisonView, ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { isShare, metricName, metricText, points, pText, variantNames } from '../labels'
import { VerdictBadge } from '../verdict-badge'

/** Every metric of every variant, with the difference to the first. */
export function MetricTable({
  experiment,
  summaries,
}: {
  experiment: ExperimentView
  summaries: readonly VariantSummary[]
}) {
  const names = variantNames(experiment)
  const ids = (summaries[0]?.metrics ?? []).map(({ id }) => id)
  const isCompared = summaries.length > 1
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('evaluations.metric')}</TableHeader>
          {names.map((name, index) => (
            <TableHeader key={experiment.variants[index]?.id} className="text-right">
              {name}
            </TableHeader>
          ))}
          {isCompared ? <TableHeader className="text-right">{t('evaluations.difference')}</TableHeader> : null}
        </tr>
      </TableHead>
      <TableBody>
        {ids.map((id) => (
          <TableRow key={id}>
            <TableCell>{metricName(experiment.scorers, id)}</TableCell>
            {summaries.map((summary, index) => (
              <TableCell key={experiment.variants[index]?.id} className="whitespace-nowrap text-right tabular-nums">
                <Value summary={summary} id={id} />
              </TableCell>
            ))}
            {isCompared ? (
              <TableCell className="whitespace-nowrap text-right tabular-nums">
                <Difference comparison={summaries.at(-1)?.comparisons.find((comparison) => comparison.id === id)} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Value({ summary, id }: { summary: VariantSummary; id: string }) {
  const metric = summary.metrics.find((item) => item.id === id)
  if (!metric) return <>–</>
  const { mean, interval, count, of } = metric
  return (
    <>
      {metricText(id, mean)}
      <span className="block text-faint text-xs">
        {interval ? `[${metricText(id, interval.low)}, ${metricText(id, interval.high)}] · ` : ''}
        {count}/{of}
      </span>
    </>
  )
}

function Difference({ comparison }: { comparison: ComparisonView | undefined }) {
  if (!comparison) return <>–</>
  const { id, difference, interval, verdict, adjustedP } = comparison
  const text = (value: number) => (isShare(id) ? points(value, true) : metricText(id, Math.abs(value)))
  const sign = !isShare(id) && difference < 0 ? '−' : ''
  return (
    <span className="inline-flex flex-col items-end gap-0.5">
      <span className="inline-flex items-center gap-2">
        {sign}
        {text(difference)}
        <VerdictBadge verdict={verdict} />
      </span>
      <span className="text-faint text-xs">
        {isShare(id) ? `[${text(interval.low)}, ${text(interval.high)}] · ` : ''}
        {pText(adjustedP)}
      </span>
    </span>
  )
}
