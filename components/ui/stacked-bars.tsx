const WIDTH = 720
const HEIGHT = 120
/** Space above the highest bar. */
const TOP_MARGIN = 4

export interface StackedBar {
  key: string
  title: string
  /** From bottom to top; `fill` is a Tailwind class. */
  parts: readonly { key: string; count: number; fill: string | undefined }[]
}

export interface StackedBarsProps {
  label: string
  bars: readonly StackedBar[]
  /** The value of a bar of full height. */
  most: number
}

/** Stacked bar chart over time. */
export function StackedBars({ label, bars, most }: StackedBarsProps) {
  const step = WIDTH / Math.max(1, bars.length)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-28 w-full"
      role="img"
      aria-label={label}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {bars.map((bar, index) => (
        <Bar key={bar.key} bar={bar} most={most} x={index * step} width={Math.max(1, step * 0.8)} />
      ))}
    </svg>
  )
}

function Bar({ bar, most, x, width }: { bar: StackedBar; most: number; x: number; width: number }) {
  let top = HEIGHT
  return (
    <g>
      <title>{bar.title}</title>
      {bar.parts.map(({ key, count, fill }) => {
        const height = (count / most) * (HEIGHT - TOP_MARGIN)
        top -= height
        return <rect key={key} x={x} y={top} width={width} height={height} className={fill} />
      })}
    </g>
  )
}
