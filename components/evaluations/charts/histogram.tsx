import { t } from '@/lib/client/messages/t'

/** Examples in ten ranges of the score from 0 to 100 %. */
export function Histogram({ bins, title }: { bins: readonly number[]; title: string }) {
  const most = Math.max(1, ...bins)
  return (
    <figure className="flex min-w-0 flex-col gap-2 rounded-lg border bg-surface p-4">
      <figcaption className="text-muted text-xs">{title}</figcaption>
      <ol className="flex h-24 items-end gap-1">
        {bins.map((count, bin) => {
          const label = t('evaluations.distributionBin', { count, from: bin * 10, to: bin * 10 + 10 })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a range is its position.
            <li key={bin} title={label} className="flex h-full flex-1 flex-col justify-end">
              <span className="sr-only">{label}</span>
              {count > 0 ? (
                <span aria-hidden className="text-center text-2xs text-faint tabular-nums">
                  {count}
                </span>
              ) : null}
              <span
                aria-hidden
                className="block rounded-t-sm bg-accent/70"
                style={{ height: count === 0 ? 1 : `${Math.max(4, (75 * count) / most)}%` }}
              />
            </li>
          )
        })}
      </ol>
      <div aria-hidden className="flex justify-between text-2xs text-faint">
        <span>0 %</span>
        <span>100 %</span>
      </div>
    </figure>
  )
}
