import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Tooltip } from '@/components/ui/tooltip'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import {
  LAB_MEASURES,
  type LabConfiguration,
  type LabMeasure,
  type LabMetric,
  type LabMetrics,
} from '@/lib/contracts/retrieval-lab-runs'
import { differenceText, intervalText, measureText, shareText } from './metric-labels'

export interface MetricTableProps {
  configurations: readonly LabConfiguration[]
  metrics: readonly LabMetrics[]
  /** Whether the knowledge base uses the configuration now. */
  isInUse: (configuration: LabConfiguration) => boolean
  onApply: (configuration: LabConfiguration) => void
  busy: boolean
}

/**
 * One row per configuration. The best value of each column is bold; significant differences from the baseline are
 * marked.
 */
export function MetricTable({ configurations, metrics, isInUse, onApply, busy }: MetricTableProps) {
  const shown = LAB_MEASURES.filter((measure) => isWorthShowing(measure, metrics))
  const best = (measure: (typeof shown)[number]) =>
    Math.max(...metrics.map((metric) => metric.measures[measure].mean ?? 0))
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader className="sticky left-0 z-10 bg-sunken">{t('lab.configurations')}</TableHeader>
          {shown.map((measure) => (
            <Hinted key={measure} {...measureText(measure)} />
          ))}
          <Hinted label={t('lab.latency')} hint={t('lab.latencyHint')} />
          <Hinted label={t('lab.costPerThousand')} hint={t('lab.costHint')} />
        </tr>
      </TableHead>
      <TableBody>
        {configurations.map((configuration, index) => {
          const item = metrics[index]
          if (!item) return null
          return (
            <TableRow key={configuration.name}>
              <th
                scope="row"
                className="sticky left-0 z-10 max-w-36 bg-surface px-3 py-2 text-left font-medium sm:max-w-64"
              >
                <span className="block break-words">{configuration.name}</span>
                <span className="mt-1 flex flex-wrap items-center gap-1.5">
                  {isInUse(configuration) ? (
                    <Badge tone="success">{t('lab.inUse')}</Badge>
                  ) : (
                    <Button size="sm" disabled={busy} onClick={() => onApply(configuration)}>
                      {t('lab.apply')}
                    </Button>
                  )}
                  {index === 0 ? <Badge tone="outline">{t('lab.baseline')}</Badge> : null}
                  {item.errors > 0 ? <Badge tone="danger">{t('lab.errors', { count: item.errors })}</Badge> : null}
                </span>
              </th>
              {shown.map((measure) => (
                <MetricCell
                  key={measure}
                  metric={item.measures[measure]}
                  isBest={metrics.length > 1 && item.measures[measure].mean === best(measure)}
                />
              ))}
              <TableCell className="whitespace-nowrap text-right tabular-nums">
                {item.latencyP50Ms === null ? '–' : formatDuration(item.latencyP50Ms)}
                <span className="block text-faint text-xs">
                  {item.latencyP95Ms === null ? '' : formatDuration(item.latencyP95Ms)}
                </span>
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {item.costPerThousandMicros === null
                  ? t('lab.costUnknown')
                  : formatCost(Math.round(item.costPerThousandMicros))}
              </TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}

/** Whether the metric was measured. “All returned” is shown only if it differs from the first ten. */
function isWorthShowing(measure: LabMeasure, metrics: readonly LabMetrics[]): boolean {
  if (measure === 'recallAll') return metrics.some(({ measures }) => measures.recallAll.mean !== measures.recall10.mean)
  return metrics.some((metric) => metric.measures[measure].mean !== null)
}

function Hinted({ label, hint }: { label: string; hint: string }) {
  return (
    <TableHeader className="text-right">
      <Tooltip content={hint}>
        <span className="cursor-help underline decoration-dotted underline-offset-2">{label}</span>
      </Tooltip>
    </TableHeader>
  )
}

function MetricCell({ metric, isBest }: { metric: LabMetric; isBest: boolean }) {
  const { mean, difference } = metric
  const mark = !difference?.isSignificant ? null : difference.mean > 0 ? '▲' : '▼'
  return (
    <TableCell className="whitespace-nowrap text-right tabular-nums">
      <span className={cn(isBest && 'font-semibold')}>{shareText(mean)}</span>
      {mark && difference ? (
        <span className={cn('ml-1 text-xs', difference.mean > 0 ? 'text-success' : 'text-danger')}>
          {mark} {differenceText(difference.mean)}
        </span>
      ) : null}
      <span className="block text-faint text-xs">{intervalText(metric)}</span>
    </TableCell>
  )
}
