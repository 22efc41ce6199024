import { memo } from 'react'
import type { GraphShape } from '@/lib/contracts/apps'
import { nodeGroups } from '@/lib/nodes/groups.gen'
import { cn } from './cn'

const NODE_WIDTH = 220
const NODE_HEIGHT = 72
const PADDING = 48
/** A graph with two nodes must not fill the picture. */
const MIN_WIDTH = 900

/** The shape of a graph, as on the zoomed-out canvas. */
export const GraphThumbnail = memo(function GraphThumbnail({
  shape,
  className,
}: {
  shape: GraphShape
  className?: string
}) {
  const nodes = shape.nodes.filter((node) => groupOf(node) !== 'decoration')
  const places = new Map(nodes.map((node) => [node.id, node.position]))
  return (
    <svg viewBox={viewBox(nodes.map((node) => node.position))} aria-hidden="true" className={cn('block', className)}>
      {shape.edges.map((edge) => {
        const from = places.get(edge.from)
        const to = places.get(edge.to)
        return from && to ? (
          <path key={edge.id} d={cable(from, to)} fill="none" className="stroke-control" strokeWidth="5" />
        ) : null
      })}
      {nodes.map((node) => (
        <g key={node.id} transform={`translate(${node.position.x} ${node.position.y})`}>
          <rect
            width={NODE_WIDTH}
            height={NODE_HEIGHT}
            rx="16"
            className="fill-surface stroke-line-strong"
            strokeWidth="4"
          />
          <circle cx="36" cy="36" r="14" fill={`var(--hue-${groupOf(node)})`} />
          <rect x="64" y="29" width={NODE_WIDTH - 96} height="14" rx="7" className="fill-line-strong" />
        </g>
      ))}
    </svg>
  )
})

const groupOf = ({ type }: { type: string }): string =>
  (Object.hasOwn(nodeGroups, type) ? nodeGroups[type] : undefined) ?? 'note'

interface Point {
  x: number
  y: number
}

function viewBox(points: readonly Point[]): string {
  if (points.length === 0) return `0 0 ${MIN_WIDTH} 300`
  const left = Math.min(...points.map((point) => point.x))
  const top = Math.min(...points.map((point) => point.y))
  const width = Math.max(...points.map((point) => point.x)) + NODE_WIDTH - left
  const height = Math.max(...points.map((point) => point.y)) + NODE_HEIGHT - top
  const spare = Math.max(0, MIN_WIDTH - width) / 2
  return [left - PADDING - spare, top - PADDING, width + 2 * (PADDING + spare), height + 2 * PADDING].join(' ')
}

function cable(from: Point, to: Point): string {
  const startX = from.x + NODE_WIDTH
  const startY = from.y + NODE_HEIGHT / 2
  const endY = to.y + NODE_HEIGHT / 2
  const bend = Math.max(60, Math.abs(to.x - startX) / 2)
  return `M${startX} ${startY} C${startX + bend} ${startY}, ${to.x - bend} ${endY}, ${to.x} ${endY}`
}
