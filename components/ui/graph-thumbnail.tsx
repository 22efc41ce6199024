import { memo } from 'react'
import type { GraphShape } from '@/lib/contracts/apps'
import { nodeGroups } from '@/lib/nodes/groups.gen'
import { cn } from './cn'

const NODE_WIDTH = 220
const NODE_HEIGHT = 72
const PADDING = 48
/** A graph with two nodes must not fill the picture. */
const MIN_WIDTH = 900
/** A larger graph shows its beginning, so that its nodes stay recognizable. */
const MAX_WIDTH = 2_000
const MAX_HEIGHT = 700

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
  const view = viewOf(nodes.map((node) => node.position))
  return (
    // The background stays whole where the graph fades out.
    <div aria-hidden="true" className={className}>
      <svg
        viewBox={`${view.left} ${view.top} ${view.width} ${view.height}`}
        aria-hidden="true"
        className={cn('block size-full', view.isCut && '[mask-image:linear-gradient(to_right,black_80%,transparent)]')}
      >
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
    </div>
  )
})

const groupOf = ({ type }: { type: string }): string =>
  (Object.hasOwn(nodeGroups, type) ? nodeGroups[type] : undefined) ?? 'note'

interface Point {
  x: number
  y: number
}

interface View {
  left: number
  top: number
  width: number
  height: number
  /** Whether nodes continue to the right. */
  isCut: boolean
}

function viewOf(points: readonly Point[]): View {
  const [first] = points.toSorted((a, b) => a.x - b.x)
  if (!first) return { left: 0, top: 0, width: MIN_WIDTH, height: 300, isCut: false }
  const width = Math.max(...points.map(({ x }) => x)) + NODE_WIDTH - first.x
  const shown = points.filter(({ x }) => x - first.x < MAX_WIDTH)
  const top = Math.min(...shown.map(({ y }) => y))
  const height = Math.max(...shown.map(({ y }) => y)) + NODE_HEIGHT - top
  // Of a high graph, the rows around its first node.
  const hidden = Math.max(0, height - MAX_HEIGHT)
  const skipped = Math.min(hidden, Math.max(0, first.y + NODE_HEIGHT / 2 - MAX_HEIGHT / 2 - top))
  const spare = Math.max(0, MIN_WIDTH - width) / 2
  return {
    left: first.x - PADDING - spare,
    top: top + skipped - PADDING,
    width: Math.min(width, MAX_WIDTH) + 2 * (PADDING + spare),
    height: height - hidden + 2 * PADDING,
    isCut: width > MAX_WIDTH,
  }
}

/** From the right side to the left side; the wire of a tool runs from its top to the agent above it. */
function cable(from: Point, to: Point): string {
  if (to.x < from.x + NODE_WIDTH && to.y + NODE_HEIGHT < from.y) return toolCable(from, to)
  const startX = from.x + NODE_WIDTH
  const startY = from.y + NODE_HEIGHT / 2
  const endY = to.y + NODE_HEIGHT / 2
  const bend = Math.max(60, Math.abs(to.x - startX) / 2)
  return `M${startX} ${startY} C${startX + bend} ${startY}, ${to.x - bend} ${endY}, ${to.x} ${endY}`
}

function toolCable(from: Point, to: Point): string {
  const startX = from.x + NODE_WIDTH / 2
  const endX = to.x + NODE_WIDTH / 2
  const endY = to.y + NODE_HEIGHT
  const middle = (from.y + endY) / 2
  return `M${startX} ${from.y} C${startX} ${middle}, ${endX} ${middle}, ${endX} ${endY}`
}
