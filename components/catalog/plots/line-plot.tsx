import { PLOT, PlotFrame, placeOf } from './plot-frame'

export interface PlotPoint {
  day: string
  /** Null if nothing was measured on that day. */
  value: number | null
}

interface LinePlotProps {
  label: string
  description: string
  points: readonly PlotPoint[]
  /** A second line behind the first. */
  faint?: readonly PlotPoint[]
  write: (value: number) => string
}

/** Values per day. The line bridges days without a value, which have no dot. */
export function LinePlot({ label, description, points, faint = [], write }: LinePlotProps) {
  const most = Math.max(1, ...[...points, ...faint].map(({ value }) => value ?? 0))
  const [firstDay, lastDay] = [points[0]?.day ?? '', points.at(-1)?.day ?? '']
  const place = ({ day, value }: { day: string; value: number }) => ({
    x: 4 + placeOf(day, firstDay, lastDay) * (PLOT.width - 8),
    y: PLOT.height - 2 - (value / most) * (PLOT.height - PLOT.top - 2),
  })
  const path = (line: readonly PlotPoint[]) =>
    known(line)
      .map(place)
      .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join('')
  return (
    <PlotFrame label={label} description={description} most={write(most)} firstDay={firstDay} lastDay={lastDay}>
      <path d={path(faint)} className="fill-none stroke-line-strong" strokeWidth={1.5} />
      <path d={path(points)} className="fill-none stroke-accent" strokeWidth={1.5} strokeLinejoin="round" />
      {known(points).map((point) => {
        const { x, y } = place(point)
        return (
          <circle key={point.day} cx={x} cy={y} r={2.5} className="fill-accent">
            <title>{`${point.day}: ${write(point.value)}`}</title>
          </circle>
        )
      })}
    </PlotFrame>
  )
}

const known = (line: readonly PlotPoint[]) => line.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]))
