import type { ReactNode } from 'react'

export const PLOT = { width: 240, height: 72, top: 6 } as const

interface PlotFrameProps {
  label: string
  description: string
  /** The value at the top of the plot. */
  most: string
  firstDay: string
  lastDay: string
  children: ReactNode
}

/** Title, scale and date range of a small plot. */
export function PlotFrame({ label, description, most, firstDay, lastDay, children }: PlotFrameProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex justify-between gap-2 text-muted text-xs">
        <span>{label}</span>
        <span className="tabular-nums">{most}</span>
      </figcaption>
      <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} className="h-20 w-full" role="img" aria-label={description}>
        <line x1={0} x2={PLOT.width} y1={PLOT.height - 0.5} y2={PLOT.height - 0.5} className="stroke-line" />
        {children}
      </svg>
      <p className="flex justify-between text-2xs text-faint tabular-nums">
        <span>{firstDay.slice(5)}</span>
        <span>{lastDay.slice(5)}</span>
      </p>
    </figure>
  )
}

/** Position of a day between the first and the last one, 0..1. */
export function placeOf(day: string, firstDay: string, lastDay: string): number {
  const span = Date.parse(lastDay) - Date.parse(firstDay)
  return span === 0 ? 0.5 : (Date.parse(day) - Date.parse(firstDay)) / span
}
