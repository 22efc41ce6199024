'use client'
import { type KeyboardEvent, useRef } from 'react'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { CandidateView, OptimizationView } from '@/lib/contracts/optimizations'
import { candidateName } from './candidate-name'
import { pointsOf, scaleOf } from './front-points'

const WIDTH = 640
const HEIGHT = 320
const MARGIN = { left: 52, right: 20, top: 16, bottom: 44 }
const PLOT = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom }

interface FrontChartProps {
  candidates: readonly CandidateView[]
  axis: OptimizationView['axis']
  selected: number | null
  onSelect: (index: number) => void
}

/** Quality against cost, or against time without a known cost. The size of a dot is its time; the line is the front. */
export function FrontChart({ candidates, axis, selected, onSelect }: FrontChartProps) {
  const box = useRef<SVGSVGElement>(null)
  const points = pointsOf(candidates, axis)
  const [xScale, yScale] = [
    scaleOf(points.map(({ expense }) => expense)),
    scaleOf(
      points.flatMap(({ low, high }) => [low, high]),
      1,
    ),
  ]
  const x = (value: number) => MARGIN.left + PLOT.width * xScale.share(value)
  const y = (value: number) => MARGIN.top + PLOT.height * (1 - yScale.share(value))
  const front = points.filter(({ isOnFront }) => isOnFront).sort((a, b) => a.expense - b.expense)
  const slowest = Math.max(1, ...points.map(({ latencyMs }) => latencyMs ?? 0))
  const expenseText = axis === 'cost' ? formatCost : formatDuration
  function move(event: KeyboardEvent, index: number) {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0
    if (step === 0) return
    event.preventDefault()
    const next = (index + step + points.length) % points.length
    const dots = box.current?.querySelectorAll<SVGGElement>('[role="button"]')
    dots?.[next]?.focus()
  }
  if (points.length === 0) return <p className="text-muted text-sm">{t('optimizer.noPoints')}</p>
  const tabStop = points.some(({ index }) => index === selected) ? selected : points[0]?.index
  return (
    <figure className="flex flex-col gap-1 rounded-lg border bg-surface p-4">
      <div className="overflow-x-auto">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be inside SVG. */}
        <svg
          ref={box}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          className="w-full min-w-[26rem] max-w-3xl"
          aria-label={t('optimizer.chart')}
          role="group"
        >
          {yScale.ticks.map((tick) => (
            <g key={tick}>
              <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
              <text x={MARGIN.left - 8} y={y(tick) + 4} textAnchor="end" className="fill-muted text-2xs tabular-nums">
                {Math.round(100 * tick)} %
              </text>
            </g>
          ))}
          {xScale.ticks.map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={HEIGHT - 24}
              textAnchor="middle"
              className="fill-muted text-2xs tabular-nums"
            >
              {expenseText(tick)}
            </text>
          ))}
          <text x={MARGIN.left + PLOT.width / 2} y={HEIGHT - 6} textAnchor="middle" className="fill-muted text-2xs">
            {t(axis === 'cost' ? 'optimizer.costAxis' : 'optimizer.latencyAxis')}
          </text>
          <polyline
            points={front.map((point) => `${x(point.expense)},${y(point.quality)}`).join(' ')}
            className="fill-none stroke-2 stroke-accent"
          />
          {points.map((point, index) => {
            const isShown = point.index === selected
            const radius = 4 + 6 * Math.sqrt((point.latencyMs ?? 0) / slowest)
            const tone = point.isOnFront ? 'fill-accent stroke-accent' : 'fill-muted stroke-muted'
            const [cx, cy] = [x(point.expense), y(point.quality)]
            return (
              // biome-ignore lint/a11y/useSemanticElements: SVG has no button element.
              <g
                key={point.index}
                role="button"
                tabIndex={point.index === tabStop ? 0 : -1}
                aria-pressed={isShown}
                aria-label={t('optimizer.dot', {
                  name: candidateName(point.index),
                  quality: (100 * point.quality).toFixed(1),
                  expense: expenseText(point.expense),
                })}
                className={`cursor-pointer focus-visible:outline-none [&:focus-visible>circle:last-child]:stroke-ink ${tone}`}
                onClick={() => onSelect(point.index)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === ' ') {
                    event.preventDefault()
                    onSelect(point.index)
                  } else move(event, index)
                }}
              >
                <line x1={cx} x2={cx} y1={y(point.low)} y2={y(point.high)} className="opacity-60" />
                {point.index === 0 ? (
                  <rect
                    x={cx - radius}
                    y={cy - radius}
                    width={2 * radius}
                    height={2 * radius}
                    className="fill-surface"
                    strokeWidth={2}
                  />
                ) : null}
                {isShown ? <circle cx={cx} cy={cy} r={radius + 5} className="fill-none" strokeWidth={1.5} /> : null}
                <circle cx={cx} cy={cy} r={point.index === 0 ? 2 : radius} strokeWidth={2} />
              </g>
            )
          })}
        </svg>
      </div>
      <figcaption className="text-muted text-xs">{t('optimizer.chartHint')}</figcaption>
    </figure>
  )
}
