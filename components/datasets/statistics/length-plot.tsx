import { t } from '@/lib/client/messages/t'
import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'

const WIDTH = 480
const HEIGHT = 120
const FOOT = 18

/** Histogram of lengths in tokens; each bin doubles the previous one. */
export function LengthPlot({ histogram }: { histogram: DatasetStatistics['tokensHistogram'] }) {
  const { bounds, counts } = histogram
  const most = Math.max(1, ...counts)
  const width = WIDTH / Math.max(6, bounds.length)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}
      className="w-full max-w-lg"
      role="img"
      aria-label={t('datasets.lengths')}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {counts.map((count, index) => {
        const least = bounds[index - 1] ?? 0
        const bound = bounds[index] ?? 0
        const isLast = bound > 100_000
        const label = isLast ? `>${least}` : `≤${bound}`
        const height = (count / most) * (HEIGHT - 18)
        return (
          <g key={bound}>
            <title>{t('datasets.lengthBar', { count, range: isLast ? label : `${least + 1}–${bound}` })}</title>
            <rect
              x={index * width + width * 0.1}
              y={HEIGHT - height}
              width={width * 0.8}
              height={height}
              rx={2}
              className="fill-accent"
            />
            {count > 0 ? (
              <text
                x={index * width + width / 2}
                y={HEIGHT - height - 4}
                textAnchor="middle"
                className="fill-muted text-[10px] tabular-nums"
              >
                {count}
              </text>
            ) : null}
            <text
              x={index * width + width / 2}
              y={HEIGHT + 13}
              textAnchor="middle"
              className="fill-faint text-[10px] tabular-nums"
            >
              {label}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
