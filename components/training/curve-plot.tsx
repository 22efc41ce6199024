'use client'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'

/** Width before the first layout. */
const FIRST_WIDTH = 640
const HEIGHT = 220
const LEFT = 54
const BOTTOM = 24
const TOP = 10
const RIGHT = 10
const TICKS = 4
/** Above this number, points become a line; each is still labeled on hover. */
const MANY = 40

export interface CurveSeries {
  name: string
  tone: 'accent' | 'info' | 'warning'
  points: readonly { x: number; y: number }[]
}

export interface CurvePlotProps {
  label: string
  series: readonly CurveSeries[]
  writeX: (x: number) => string
  writeY: (y: number) => string
  nameX: string
  /** Fixed bounds of the vertical axis; otherwise those of the values. */
  rangeY?: readonly [number, number]
  /** Position of a vertical line, such as a selected threshold. */
  markX?: number
}

const STROKES = { accent: 'stroke-accent', info: 'stroke-info', warning: 'stroke-warning' }
const FILLS = { accent: 'fill-accent', info: 'fill-info', warning: 'fill-warning' }
const DOTS = { accent: 'bg-accent', info: 'bg-info', warning: 'bg-warning' }

/** Line chart with both axes. */
export function CurvePlot({ label, series, writeX, writeY, nameX, rangeY, markX }: CurvePlotProps) {
  const [width, setWidth] = useState(FIRST_WIDTH)
  const [watch] = useState(() => watchWidth(setWidth))
  const all = series.flatMap(({ points }) => points)
  const [firstX, lastX] = ends(all.map(({ x }) => x))
  const [lowY, highY] = rangeY ?? padded(ends(all.map(({ y }) => y)))
  const placeX = (x: number) => LEFT + ((x - firstX) / (lastX - firstX || 1)) * (width - LEFT - RIGHT)
  const placeY = (y: number) => HEIGHT - BOTTOM - ((y - lowY) / (highY - lowY || 1)) * (HEIGHT - BOTTOM - TOP)
  return (
    <figure className="min-w-0">
      <Legend series={series} />
      <svg ref={watch} width="100%" height={HEIGHT} className="block" role="img" aria-label={label}>
        {ticks(lowY, highY).map((y) => (
          <g key={y}>
            <line x1={LEFT} x2={width - RIGHT} y1={placeY(y)} y2={placeY(y)} className="stroke-line" />
            <text x={LEFT - 6} y={placeY(y) + 3.5} textAnchor="end" className="fill-muted text-[11px] tabular-nums">
              {writeY(y)}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 6} className="fill-muted text-[11px]">
          {writeX(firstX)}
        </text>
        <text x={width / 2 + LEFT / 2} y={HEIGHT - 6} textAnchor="middle" className="fill-faint text-[11px]">
          {nameX}
        </text>
        <text x={width - RIGHT} y={HEIGHT - 6} textAnchor="end" className="fill-muted text-[11px]">
          {writeX(lastX)}
        </text>
        {markX === undefined ? null : (
          <line
            x1={placeX(markX)}
            x2={placeX(markX)}
            y1={TOP}
            y2={HEIGHT - BOTTOM}
            strokeDasharray="4 3"
            className="stroke-ink/60"
          />
        )}
        {series.map(({ name, tone, points }) => (
          <g key={name}>
            <path
              d={points
                .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${placeX(x).toFixed(1)} ${placeY(y).toFixed(1)}`)
                .join('')}
              className={cn('fill-none', STROKES[tone])}
              strokeWidth={1.75}
              strokeLinejoin="round"
            />
            {points.map(({ x, y }) => (
              <circle
                key={x}
                cx={placeX(x)}
                cy={placeY(y)}
                r={2.75}
                className={points.length > MANY ? 'fill-transparent' : FILLS[tone]}
              >
                <title>{`${name}: ${writeX(x)}, ${writeY(y)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** The chart is drawn at its measured width instead of being scaled, so that its text keeps its size on every screen. */
function watchWidth(onWidth: (width: number) => void) {
  return (element: SVGSVGElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && onWidth(Math.max(200, entry.contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }
}

function Legend({ series }: Pick<CurvePlotProps, 'series'>) {
  if (series.length < 2) return null
  return (
    <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {series.map(({ name, tone }) => (
        <span key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={cn('h-0.5 w-3.5 rounded-full', DOTS[tone])} />
          {name}
        </span>
      ))}
    </figcaption>
  )
}

function ends(values: readonly number[]): [number, number] {
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
}

function padded([low, high]: readonly [number, number]): [number, number] {
  const space = (high - low || Math.abs(high) || 1) * 0.08
  return [Math.max(0, low - space), high + space]
}

const ticks = (low: number, high: number): number[] =>
  Array.from({ length: TICKS + 1 }, (_, index) => low + ((high - low) * index) / TICKS)
