import { formatCount, formatDateTime } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { RefusalKind, readAbuse } from '@/lib/contracts/protection'
import { KIND_COLORS, kindsIn, kindText } from './kinds'

const WIDTH = 720
const HEIGHT = 120

type Abuse = ResponseOf<typeof readAbuse>

/** Refusals over time, a colour a kind. */
export function AbusePlot({ abuse }: { abuse: Abuse }) {
  const kinds = kindsIn(abuse.totals)
  const bars = barsOf(abuse)
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const step = WIDTH / Math.max(1, bars.length)
  return (
    <figure className="rounded-lg border bg-surface p-4">
      <figcaption className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
        {kinds.map((kind) => (
          <span key={kind} className="flex items-center gap-1.5 text-muted">
            <span aria-hidden className={`size-2 rounded-full ${KIND_COLORS[kind].dot}`} />
            {kindText(kind)}
            <span className="font-medium text-ink tabular-nums">{formatCount(abuse.totals[kind] ?? 0)}</span>
          </span>
        ))}
        <span className="ml-auto text-faint tabular-nums">{formatCount(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-28 w-full"
        role="img"
        aria-label={t('protection.plot')}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
        {bars.map(({ at, counts, total }, index) => (
          <Bar
            key={at}
            title={t('protection.plotBar', { when: formatDateTime(at), refused: formatCount(total) })}
            x={index * step}
            width={Math.max(1, step * 0.8)}
            parts={kinds.map((kind) => ({ kind, height: ((counts.get(kind) ?? 0) / most) * (HEIGHT - 4) }))}
          />
        ))}
      </svg>
      <p className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>{formatDateTime(abuse.from)}</span>
        <span>{formatDateTime(abuse.to)}</span>
      </p>
    </figure>
  )
}

interface BarProps {
  title: string
  x: number
  width: number
  parts: readonly { kind: RefusalKind; height: number }[]
}

function Bar({ title, x, width, parts }: BarProps) {
  let top = HEIGHT
  return (
    <g>
      <title>{title}</title>
      {parts.map(({ kind, height }) => {
        top -= height
        return <rect key={kind} x={x} y={top} width={width} height={height} className={KIND_COLORS[kind].fill} />
      })}
    </g>
  )
}

/** One for each piece of time, also where nothing happened. */
function barsOf({ from, to, bucketSeconds, points }: Abuse) {
  const bucketMs = bucketSeconds * 1_000
  const first = Math.floor(Date.parse(from) / bucketMs) * bucketMs
  const count = Math.floor((Date.parse(to) - first) / bucketMs) + 1
  const bars = Array.from({ length: count }, (_, index) => ({
    at: new Date(first + index * bucketMs).toISOString(),
    counts: new Map<RefusalKind, number>(),
    total: 0,
  }))
  for (const point of points) {
    const bar = bars[Math.round((Date.parse(point.at) - first) / bucketMs)]
    if (!bar) continue
    bar.counts.set(point.kind, (bar.counts.get(point.kind) ?? 0) + point.count)
    bar.total += point.count
  }
  return bars
}
