import { t } from '@/lib/client/messages/t'
import type { ReplayQuantiles } from '@/lib/contracts/usage'

const WIDTH = 400
const HEIGHT = 100

export interface ReplayCurveProps {
  title: string
  actual: ReplayQuantiles
  target: ReplayQuantiles
  format: (value: number) => string
}

/** All runs in ascending order, as recorded and with the other model. */
export function ReplayCurve({ title, actual, target, format }: ReplayCurveProps) {
  const most = Math.max(...actual.curve, ...target.curve)
  if (actual.curve.length + target.curve.length === 0 || most <= 0) return null
  const show = (value: number | null) => (value === null ? t('replay.noData') : format(value))
  return (
    <figure>
      <figcaption className="flex justify-between text-2xs text-faint">
        <span>{title}</span>
        <span className="tabular-nums">{format(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 h-28 w-full overflow-visible border-line border-t border-b border-dashed"
        role="img"
        aria-label={t('replay.curveLabel', { title, actual: show(actual.p50), other: show(target.p50) })}
      >
        <Line curve={actual.curve} most={most} className="stroke-faint" />
        <Line curve={target.curve} most={most} className="stroke-accent" />
      </svg>
      <div className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>0 %</span>
        <span>{t('replay.shareOfRuns')}</span>
        <span>100 %</span>
      </div>
    </figure>
  )
}

function Line({ curve, most, className }: { curve: readonly number[]; most: number; className: string }) {
  if (curve.length === 0) return null
  const points = curve.map((value, index) => {
    const x = (index / Math.max(1, curve.length - 1)) * WIDTH
    return `${x.toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`
  })
  return (
    <polyline
      points={points.join(' ')}
      fill="none"
      strokeWidth={2}
      vectorEffect="non-scaling-stroke"
      className={className}
    />
  )
}
