import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { MeasuredDays } from '@/lib/contracts/card-params'

/** The measurement period. */
export function WindowPicker({ value, onChange }: { value: MeasuredDays; onChange: (days: MeasuredDays) => void }) {
  return (
    <SegmentedControl<MeasuredDays>
      size="sm"
      label={t('catalog.measuredWindow')}
      value={value}
      onValueChange={onChange}
      options={[
        { value: '1', label: t('catalog.days1') },
        { value: '7', label: t('catalog.days7') },
        { value: '30', label: t('catalog.days30') },
      ]}
    />
  )
}
