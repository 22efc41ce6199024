import { StackedBars } from '@/components/ui/stacked-bars'
import { formatCount, formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { RejectionKind, readAbuse } from '@/lib/contracts/protection'
import { KIND_COLORS, kindsIn, kindText } from './kinds'

type Abuse = ResponseOf<typeof readAbuse>

/** Rejections over time, one color per kind. */
export function RejectionsPlot({ abuse }: { abuse: Abuse }) {
  const kinds = kindsIn(abuse.totals)
  const bars = barsOf(abuse)
  const most = Math.max(1, ...bars.map(({ total }) => total))
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
      <StackedBars
        label={t('protection.plot')}
        most={most}
        bars={bars.map(({ at, counts, total }) => ({
          key: at,
          title: t('protection.plotBar', { when: formatDateTime(at), refused: formatCount(total) }),
          parts: kinds.map((kind) => ({ key: kind, count: counts.get(kind) ?? 0, fill: KIND_COLORS[kind].fill })),
        }))}
      />
      <p className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>{formatDateTime(abuse.from)}</span>
        <span>{formatDateTime(abuse.to)}</span>
      </p>
    </figure>
  )
}

/** One entry per interval, including empty ones. */
function barsOf({ from, to, bucketSeconds, points }: Abuse) {
  const bucketMs = bucketSeconds * 1_000
  const first = Math.floor(Date.parse(from) / bucketMs) * bucketMs
  const count = Math.floor((Date.parse(to) - first) / bucketMs) + 1
  const bars = Array.from({ length: count }, (_, index) => ({
    at: new Date(first + index * bucketMs).toISOString(),
    counts: new Map<RejectionKind, number>(),
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
