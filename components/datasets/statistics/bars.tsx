import { formatCount } from '@/lib/client/format/format'

/** A bar chart; the longest bar is the maximum. */
export function Bars({ rows }: { rows: readonly { name: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <ul className="flex flex-col gap-1.5">
      {rows.map(({ name, count }) => (
        <li key={name} className="grid grid-cols-[8rem_minmax(0,1fr)_3rem] items-center gap-2 text-xs">
          <span className="truncate text-muted" title={name}>
            {name}
          </span>
          <span className="h-3 overflow-hidden rounded-xs bg-pressed/60">
            <span className="block h-full rounded-xs bg-accent" style={{ width: `${(count / most) * 100}%` }} />
          </span>
          <span className="text-right tabular-nums">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  )
}
