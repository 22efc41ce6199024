import { Icon } from '@/components/ui/icon'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatCost, formatCount, formatDuration, formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { RolloutView, VersionMetrics } from '@/lib/contracts/rollouts'

export interface MetricsTableProps {
  rollout: RolloutView
  base: VersionMetrics
  candidate: VersionMetrics
}

interface Metric {
  label: `releases.${'runs' | 'failed' | 'p50' | 'p95' | 'cost' | 'ratings'}`
  textOf: (metrics: VersionMetrics) => string
  /** The value to compare; null if it is not comparable. */
  numberOf: (metrics: VersionMetrics) => number | null
  isBetterWhen: 'lower' | 'higher'
  /** Minimum runs per side for a comparison. Below 20 runs, for example, the 95th percentile is a single run. */
  leastRuns?: number
  /** Shares differ in points, other metrics in percent. */
  isShare?: boolean
}

const ratings = ({ thumbsUp, thumbsDown }: VersionMetrics) => thumbsUp + thumbsDown
const errorShare = ({ failed, runs }: VersionMetrics) => (runs === 0 ? null : failed / runs)
const goodShare = (metrics: VersionMetrics) => (ratings(metrics) === 0 ? null : metrics.thumbsUp / ratings(metrics))

function cost({ costMicros, unpricedRuns }: VersionMetrics): string {
  if (costMicros === null) return unpricedRuns > 0 ? t('runs.costUnknown') : '–'
  const known = formatCost(costMicros)
  return unpricedRuns > 0 ? t('releases.costWithout', { count: unpricedRuns, cost: known }) : known
}

const METRICS: readonly Metric[] = [
  {
    label: 'releases.runs',
    textOf: ({ runs }) => formatCount(runs),
    numberOf: () => null,
    isBetterWhen: 'higher',
  },
  {
    label: 'releases.failed',
    textOf: (metrics) => formatShare(errorShare(metrics)),
    numberOf: errorShare,
    isBetterWhen: 'lower',
    isShare: true,
  },
  {
    label: 'releases.p50',
    textOf: ({ p50Ms }) => time(p50Ms),
    numberOf: ({ p50Ms }) => p50Ms,
    isBetterWhen: 'lower',
  },
  {
    label: 'releases.p95',
    textOf: ({ p95Ms }) => time(p95Ms),
    numberOf: ({ p95Ms }) => p95Ms,
    isBetterWhen: 'lower',
    leastRuns: 20,
  },
  {
    label: 'releases.cost',
    textOf: cost,
    // With runs of unknown cost a difference is meaningless.
    numberOf: ({ costMicros, unpricedRuns }) => (unpricedRuns > 0 ? null : costMicros),
    isBetterWhen: 'lower',
  },
  {
    label: 'releases.ratings',
    textOf: (metrics) =>
      ratings(metrics) === 0
        ? '–'
        : t('releases.goodOf', { percent: formatShare(goodShare(metrics)), count: ratings(metrics) }),
    numberOf: goodShare,
    isBetterWhen: 'higher',
    isShare: true,
  },
]

/** The metrics of both versions; the arrow shows the direction of the difference. */
export function MetricsTable({ rollout, base, candidate }: MetricsTableProps) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('releases.metric')}</TableHeader>
          <TableHeader className="text-right">
            <Dot className="bg-faint" />
            {t(rollout.status === 'running' ? 'releases.liveVersion' : 'releases.liveThen', {
              number: rollout.baseNumber,
            })}
          </TableHeader>
          <TableHeader className="text-right">
            <Dot className="bg-accent" />
            {t('releases.otherVersion', { number: rollout.versionNumber })}
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {METRICS.map((metric) => (
          <TableRow key={metric.label}>
            <TableCell className="text-muted">{t(metric.label)}</TableCell>
            <TableCell className="text-right tabular-nums">{metric.textOf(base)}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">
              {/* On phones the difference is below, so that both versions fit. */}
              <span className="flex flex-col-reverse items-end gap-x-2 sm:flex-row sm:items-center sm:justify-end">
                <Change metric={metric} base={base} candidate={candidate} />
                {metric.textOf(candidate)}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const Dot = ({ className }: { className: string }) => (
  <span aria-hidden className={`mr-1.5 inline-block size-2 rounded-full ${className}`} />
)

interface ChangeProps {
  metric: Metric
  base: VersionMetrics
  candidate: VersionMetrics
}

/** Differences below 2 % or half a point are ignored. */
function Change({ metric, base, candidate }: ChangeProps) {
  const { numberOf, isBetterWhen, leastRuns = 1, isShare = false } = metric
  if (Math.min(base.runs, candidate.runs) < leastRuns) return null
  const [before, after] = [numberOf(base), numberOf(candidate)]
  if (before === null || after === null) return null
  const difference = after - before
  if (Math.abs(difference) <= (isShare ? 0.005 : Math.max(before, after) * 0.02)) return null
  const isBetter = difference > 0 === (isBetterWhen === 'higher')
  return (
    <span
      className={`inline-flex items-center whitespace-nowrap gap-0.5 text-xs ${isBetter ? 'text-success' : 'text-danger'}`}
    >
      <Icon name={difference > 0 ? 'arrow-up' : 'arrow-down'} size={11} />
      {isShare
        ? t('releases.pointsOf', { points: Math.abs(difference * 100).toFixed(1) })
        : before === 0
          ? null
          : t('releases.percent', { percent: Math.abs(Math.round((difference / before) * 100)) })}
    </span>
  )
}

const time = (milliseconds: number | null) => (milliseconds === null ? '–' : formatDuration(milliseconds))
