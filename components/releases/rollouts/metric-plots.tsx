import { Card } from '@/components/ui/card'
import { formatCost, formatCount, formatDateTime, formatDuration, formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { MetricPoint, RolloutView, VersionMetrics } from '@/lib/contracts/rollouts'

const WIDTH = 320
const HEIGHT = 90
const PAD = 4

export interface MetricPlotsProps {
  rollout: RolloutView
  points: readonly MetricPoint[]
}

interface Plotted {
  title: string
  readOf: (metrics: VersionMetrics) => number | null
  format: (value: number) => string
}

const PLOTS: readonly Plotted[] = [
  {
    get title() {
      return t('releases.plotP95')
    },
    readOf: ({ p95Ms }) => p95Ms,
    format: formatDuration,
  },
  {
    get title() {
      return t('releases.plotErrors')
    },
    readOf: ({ failed, runs }) => (runs === 0 ? null : failed / runs),
    format: formatShare,
  },
  {
    get title() {
      return t('releases.plotCost')
    },
    readOf: ({ costMicros }) => costMicros,
    format: formatCost,
  },
  {
    get title() {
      return t('releases.plotRuns')
    },
    readOf: ({ runs }) => runs,
    format: formatCount,
  },
]

/** Each metric over the time of the rollout, one line per version. */
export function MetricPlots({ rollout, points }: MetricPlotsProps) {
  if (points.length === 0) return <p className="text-muted text-sm">{t('releases.noRunsYet')}</p>
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {PLOTS.map((plot) => (
        <MetricPlot key={plot.title} plot={plot} rollout={rollout} points={points} />
      ))}
    </div>
  )
}

function MetricPlot({ plot, rollout, points }: MetricPlotsProps & { plot: Plotted }) {
  const { title, readOf, format } = plot
  const values = points.flatMap(({ base, candidate }) => [readOf(base), readOf(candidate)]).filter(isKnown)
  if (values.length === 0)
    return (
      <Card className="flex flex-col p-3">
        <h2 className="font-medium text-sm">{title}</h2>
        <p className="flex flex-1 items-center justify-center py-6 text-muted text-xs">{t('releases.plotNothing')}</p>
      </Card>
    )
  const most = Math.max(...values, 0)
  const times = points.map(({ at }) => Date.parse(at))
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  const x = (time: string) =>
    last === first ? WIDTH / 2 : PAD + ((Date.parse(time) - first) / (last - first)) * (WIDTH - 2 * PAD)
  const y = (value: number) => HEIGHT - PAD - (most === 0 ? 0 : (value / most) * (HEIGHT - 2 * PAD))
  const marks = (side: 'base' | 'candidate') =>
    points.flatMap((point) => {
      const value = readOf(point[side])
      return value === null ? [] : [{ at: point.at, value, x: x(point.at), y: y(value) }]
    })
  const sides = [
    { key: 'base', marks: marks('base'), stroke: 'stroke-faint', fill: 'fill-faint', number: rollout.baseNumber },
    {
      key: 'candidate',
      marks: marks('candidate'),
      stroke: 'stroke-accent',
      fill: 'fill-accent',
      number: rollout.versionNumber,
    },
  ]
  return (
    <Card className="p-3">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="font-medium text-sm">{title}</h2>
        <span className="text-2xs text-faint tabular-nums">{format(most)}</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="mt-1 w-full"
        role="img"
        aria-label={t('releases.plotOver', { what: title, most: format(most) })}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
        {sides.map((side) => (
          <g key={side.key}>
            <polyline
              points={side.marks.map((mark) => `${mark.x},${mark.y}`).join(' ')}
              fill="none"
              strokeWidth={1.75}
              strokeLinejoin="round"
              className={side.stroke}
            />
            {side.marks.map((mark) => (
              <circle key={mark.at} cx={mark.x} cy={mark.y} r={2.5} className={side.fill}>
                <title>{`v${side.number} · ${formatDateTime(mark.at)} · ${format(mark.value)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </Card>
  )
}

const isKnown = (value: number | null): value is number => value !== null
