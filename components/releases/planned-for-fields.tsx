'use client'
import { ownTimeZone } from '@/components/approvals/due-text'
import { PlannedTimeFields } from '@/components/approvals/planned-time-fields'
import { Field } from '@/components/ui/field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { PlannedTime } from '@/lib/contracts/releases'

export interface PlannedForFieldsProps {
  value: PlannedTime | undefined
  onChange: (value: PlannedTime | undefined) => void
}

/** The present, or a time in a time zone. */
export function PlannedForFields({ value, onChange }: PlannedForFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('releases.when')}>
        {() => (
          <SegmentedControl
            className="self-start"
            label={t('releases.when')}
            value={value ? 'later' : 'now'}
            onValueChange={(when) =>
              onChange(when === 'now' ? undefined : { wallTime: tomorrowMorning(), timeZone: ownTimeZone() })
            }
            options={[
              { value: 'now', label: t('releases.whenNow') },
              { value: 'later', label: t('releases.whenLater') },
            ]}
          />
        )}
      </Field>
      {value ? <PlannedTimeFields value={value} onChange={onChange} /> : null}
    </div>
  )
}

function tomorrowMorning(): string {
  const day = new Date(Date.now() + 86_400_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T09:00`
}
