'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { PlannedTime } from '@/lib/contracts/releases'

export interface PlannedForFieldsProps {
  value: PlannedTime | undefined
  onChange: (value: PlannedTime | undefined) => void
}

/** Now, or at a time as clocks of a time zone show it. */
export function PlannedForFields({ value, onChange }: PlannedForFieldsProps) {
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const timeZone = value?.timeZone ?? ownZone
  const zones = [...new Set([timeZone, ownZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('releases.when')}>
        {() => (
          <SegmentedControl
            className="self-start"
            label={t('releases.when')}
            value={value ? 'later' : 'now'}
            onValueChange={(when) => onChange(when === 'now' ? undefined : { wallTime: tomorrowMorning(), timeZone })}
            options={[
              { value: 'now', label: t('releases.whenNow') },
              { value: 'later', label: t('releases.whenLater') },
            ]}
          />
        )}
      </Field>
      {value ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('releases.wallTime')}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={value.wallTime}
                onChange={(event) => onChange({ ...value, wallTime: event.target.value.slice(0, 16) })}
              />
            )}
          </Field>
          <Field label={t('releases.timeZone')}>
            {(control) => (
              <Select
                {...control}
                value={timeZone}
                onValueChange={(zone) => onChange({ ...value, timeZone: zone })}
                options={zones.map((zone) => ({ value: zone, label: zone }))}
              />
            )}
          </Field>
        </div>
      ) : null}
    </div>
  )
}

function tomorrowMorning(): string {
  const day = new Date(Date.now() + 86_400_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T09:00`
}
