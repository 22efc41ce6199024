'use client'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import { kindOf, RANGE_KINDS, shiftMonth, thisMonth } from './usage-range'

const LABELS = { '7': 'usage.days7', '30': 'usage.days30', '90': 'usage.days90', month: 'usage.month' } as const
const monthName = () => dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' })

export function RangePicker({ choice, onSelect }: { choice: string; onSelect: (choice: string) => void }) {
  const kind = kindOf(choice)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedControl
        label={t('usage.range')}
        value={kind}
        onValueChange={(next) => onSelect(next === 'month' ? thisMonth() : next)}
        options={RANGE_KINDS.map((value) => ({ value, label: t(LABELS[value]) }))}
      />
      {kind === 'month' ? (
        <div className="flex items-center gap-1">
          <IconButton
            icon="chevron-left"
            label={t('usage.earlierMonth')}
            onClick={() => onSelect(shiftMonth(choice, -1))}
          />
          <span className="min-w-32 text-center text-sm">{monthName().format(new Date(`${choice}-01T00:00:00Z`))}</span>
          <IconButton
            icon="chevron-right"
            label={t('usage.laterMonth')}
            disabled={choice >= thisMonth()}
            onClick={() => onSelect(shiftMonth(choice, 1))}
          />
        </div>
      ) : null}
    </div>
  )
}
