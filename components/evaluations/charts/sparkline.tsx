const WIDTH = 72
const HEIGHT = 22

/** The means of past experiments, from 0 to 1; the dot is the newest. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null
  const x = (index: number) => 2 + (index / (values.length - 1)) * (WIDTH - 6)
  const y = (value: number) => 3 + (1 - value) * (HEIGHT - 6)
  const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join(' ')
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} className="shrink-0">
      <path d={path} fill="none" strokeWidth={1.5} className="stroke-accent" />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r={2.5} className="fill-accent" />
    </svg>
  )
}
