import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { QueuePointView } from '@/lib/contracts/queue'

const WIDTH = 720
const HEIGHT = 96
const BAR_MS = 15 * 60 * 1_000

/** Completed and failed jobs of the last day, in 15-minute bars. */
export function HistoryPlot({ points }: { points: readonly QueuePointView[] }) {
  const most = Math.max(1, ...points.map(({ done, failed }) => done + failed))
  if (points.every(({ done, failed }) => done + failed === 0))
    return <p className="text-muted text-sm">{t('automations.historyEmpty')}</p>
  const times = points.map(({ at }) => Date.parse(at))
  const first = Math.min(...times)
  const bars = Math.max(8, (Math.max(...times) - first) / BAR_MS + 1)
  const width = Math.min(24, WIDTH / bars)
  const scale = (count: number) => (count / most) * (HEIGHT - 4)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-24 w-full" role="img" aria-label={t('automations.history')}>
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {points.map(({ at, done, failed }) => {
        const x = ((Date.parse(at) - first) / BAR_MS) * width
        return (
          <g key={at}>
            <title>{`${formatDateTime(at)} · ${t('automations.historyDone')} ${done} · ${t('automations.historyFailed')} ${failed}`}</title>
            <rect x={x} y={HEIGHT - scale(done)} width={width * 0.8} height={scale(done)} className="fill-accent" />
            <rect
              x={x}
              y={HEIGHT - scale(done) - scale(failed)}
              width={width * 0.8}
              height={scale(failed)}
              className="fill-danger"
            />
          </g>
        )
      })}
    </svg>
  )
}
