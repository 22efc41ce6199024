import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import { SPLIT_LABELS } from '../kind-labels'

const PARTS = ['train', 'validation', 'test', 'none'] as const
export const PART_FILLS = {
  train: 'bg-accent',
  validation: 'bg-info',
  test: 'bg-success',
  none: 'bg-line-strong',
} as const

/** One bar of all examples, divided by split. */
export function SplitBar({ splits }: { splits: DatasetStatistics['splits'] }) {
  const total = Math.max(
    1,
    PARTS.reduce((sum, part) => sum + splits[part], 0),
  )
  const shown = PARTS.filter((part) => splits[part] > 0)
  return (
    <div>
      <div className="flex h-4 gap-px overflow-hidden rounded-sm">
        {shown.map((part) => (
          <span key={part} className={PART_FILLS[part]} style={{ width: `${(splits[part] / total) * 100}%` }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {shown.map((part) => (
          <li key={part} className="flex items-center gap-1.5">
            <span className={`size-2.5 rounded-xs ${PART_FILLS[part]}`} />
            {part === 'none' ? t('datasets.splitNone') : t(SPLIT_LABELS[part])}
            <span className="text-muted tabular-nums">
              {formatCount(splits[part])} · {Math.round((splits[part] / total) * 100)} %
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
