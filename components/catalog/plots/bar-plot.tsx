import { t } from '@/lib/client/messages/t'
import { PLOT, PlotFrame, placeOf } from './plot-frame'

interface BarPlotProps {
  label: string
  description: string
  bars: readonly { day: string; good: number; bad: number }[]
}

/** Counts per day, with failures on top. */
export function BarPlot({ label, description, bars }: BarPlotProps) {
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad))
  const [firstDay, lastDay] = [bars[0]?.day ?? '', bars.at(-1)?.day ?? '']
  const days = Math.max(1, (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 + 1)
  const width = Math.min(16, (PLOT.width / days) * 0.7)
  const scale = (count: number) => (count / most) * (PLOT.height - PLOT.top)
  return (
    <PlotFrame label={label} description={description} most={String(most)} firstDay={firstDay} lastDay={lastDay}>
      {bars.map(({ day, good, bad }) => {
        const x = placeOf(day, firstDay, lastDay) * (PLOT.width - width)
        return (
          <g key={day}>
            <title>{`${day}: ${good + bad} ${t('catalog.calls')}, ${bad} ${t('catalog.failures')}`}</title>
            <rect x={x} y={PLOT.height - scale(good)} width={width} height={scale(good)} className="fill-accent" />
            <rect x={x} y={PLOT.height - scale(good + bad)} width={width} height={scale(bad)} className="fill-danger" />
          </g>
        )
      })}
    </PlotFrame>
  )
}
