import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import { PART_FILLS } from './split-bar'

/** One bar per label, divided by split. */
export function LabelBars({ labels }: { labels: DatasetStatistics['labels'] }) {
  const most = Math.max(1, ...labels.map(({ count }) => count))
  return (
    <ul className="flex flex-col gap-1.5">
      {labels.map((label) => {
        const { name, count, train, validation, test } = label
        const parts = { train, validation, test, none: count - train - validation - test }
        return (
          <li
            key={name}
            className="grid grid-cols-[8rem_minmax(0,1fr)_3rem] items-center gap-2 text-xs"
            title={t('datasets.labelParts', { name, train, validation, test })}
          >
            <span className="truncate text-muted">{name}</span>
            <span className="flex h-3 overflow-hidden rounded-xs bg-pressed/60">
              {(['train', 'validation', 'test', 'none'] as const).map((part) => (
                <span
                  key={part}
                  className={`h-full ${PART_FILLS[part]}`}
                  style={{ width: `${(parts[part] / most) * 100}%` }}
                />
              ))}
            </span>
            <span className="text-right tabular-nums">{formatCount(count)}</span>
          </li>
        )
      })}
    </ul>
  )
}
