'use client'
import { useState } from 'react'
import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ClassificationMetrics } from '@/lib/contracts/training-metrics'

const SIZE = 480
/** With more classes there is no space for labels; they appear on hover. */
const NAMED = 16

interface Place {
  truth: number
  predicted: number
}

/** Heat map of predictions by correct class. */
export function ConfusionMatrix({ metrics }: { metrics: ClassificationMetrics }) {
  const [place, setPlace] = useState<Place | null>(null)
  const { confusion, classes } = metrics
  const count = classes.length
  const margin = count <= NAMED ? 110 : 8
  // The labels above the last columns are slanted.
  const right = count <= NAMED ? 44 : 0
  const cell = (SIZE - margin - right) / count
  const correctCount = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  const label = t('training.confusionLabel', { count, right: correctCount, all: metrics.examples })
  return (
    <figure className="min-w-0">
      <svg viewBox={`0 0 ${SIZE} ${SIZE - right}`} className="w-full max-w-xl" role="img" aria-label={label}>
        <rect x={margin} y={margin} width={cell * count} height={cell * count} className="fill-sunken" />
        {count <= NAMED ? <Names names={classes.map(({ name }) => name)} margin={margin} cell={cell} /> : null}
        {confusion.map((row, truth) =>
          row.map((value, predicted) =>
            value === 0 ? null : (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: rows and columns follow the order of the classes.
                key={`${truth}-${predicted}`}
                x={margin + predicted * cell}
                y={margin + truth * cell}
                width={Math.max(1, cell - (count <= NAMED ? 1 : 0.25))}
                height={Math.max(1, cell - (count <= NAMED ? 1 : 0.25))}
                className={truth === predicted ? 'fill-success' : 'fill-danger'}
                opacity={0.18 + 0.82 * (value / Math.max(1, classes[truth]?.examples ?? 1))}
                onPointerEnter={() => setPlace({ truth, predicted })}
              >
                <title>{wordsOf(metrics, { truth, predicted })}</title>
              </rect>
            ),
          ),
        )}
      </svg>
      <figcaption className="mt-2 min-h-5 text-muted text-xs">
        {place ? wordsOf(metrics, place) : t('training.confusionHint')}
      </figcaption>
    </figure>
  )
}

function Names({ names, margin, cell }: { names: readonly string[]; margin: number; cell: number }) {
  return names.map((name, index) => {
    const middle = margin + (index + 0.5) * cell
    const short = name.length > 17 ? `${name.slice(0, 16)}…` : name
    return (
      <g key={name} className="fill-muted text-[10px]">
        <text x={margin - 6} y={middle + 3} textAnchor="end">
          {short}
        </text>
        <text transform={`translate(${middle + 3} ${margin - 6}) rotate(-60)`}>{short}</text>
      </g>
    )
  })
}

function wordsOf({ confusion, classes }: ClassificationMetrics, { truth, predicted }: Place): string {
  const value = confusion[truth]?.[predicted] ?? 0
  const all = classes[truth]?.examples ?? 0
  const [is, was] = [classes[truth]?.name ?? '', classes[predicted]?.name ?? '']
  const share = formatShare(all === 0 ? null : value / all)
  const text = truth === predicted ? `${is} ${t('training.right')}` : t('training.mixUpText', { said: was, truth: is })
  return `${text}: ${value} (${share})`
}
