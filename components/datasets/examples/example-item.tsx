import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import { REVIEW_LABELS, SPLIT_LABELS } from '../kind-labels'

export interface ExampleItemProps {
  example: ExampleView
  isCurrent: boolean
  /** Null if the example cannot be selected. */
  checked: boolean | null
  onCheck: (checked: boolean) => void
  onSelect: () => void
}

const MARKS = {
  pending: { icon: 'circle', className: 'text-warning' },
  approved: { icon: 'circle-check', className: 'text-success' },
  rejected: { icon: 'circle-x', className: 'text-danger' },
} as const

export function ExampleItem({ example, isCurrent, checked, onCheck, onSelect }: ExampleItemProps) {
  const mark = MARKS[example.review]
  const [questionText, answered = ''] = example.preview.split(' → ')
  return (
    <li
      data-example={example.id}
      className={cn(
        'relative flex items-center gap-2.5 px-3 py-2 hover:bg-hover/60',
        isCurrent && 'bg-accent-soft/60 hover:bg-accent-soft/60',
      )}
    >
      {checked === null ? null : (
        <Checkbox
          checked={checked}
          onCheckedChange={(next) => onCheck(next === true)}
          aria-label={t('datasets.select')}
          className="relative z-10"
        />
      )}
      <Icon name={mark.icon} size={14} className={cn('shrink-0', mark.className)} />
      <span className="sr-only">{t(REVIEW_LABELS[example.review])}</span>
      <button
        type="button"
        aria-current={isCurrent || undefined}
        onClick={onSelect}
        className="min-w-0 flex-1 text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
      >
        <span className="block truncate text-sm leading-5">{questionText}</span>
        <span className="block truncate text-muted text-xs">{example.label === null ? answered : null}</span>
      </button>
      <span className="flex shrink-0 items-center gap-1.5">
        {example.personal.length > 0 ? (
          <Badge tone={example.keepPersonal ? 'danger' : 'warning'} title={t('datasets.personal')}>
            <Icon name={example.keepPersonal ? 'eye' : 'shield'} size={11} />
          </Badge>
        ) : null}
        {example.label === null ? null : (
          <Badge tone="accent" className="max-w-28 truncate">
            {example.label}
          </Badge>
        )}
        {example.split === null ? null : <Badge tone="outline">{t(SPLIT_LABELS[example.split])}</Badge>}
      </span>
    </li>
  )
}
