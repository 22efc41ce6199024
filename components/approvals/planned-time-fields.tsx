'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useNow } from '@/lib/client/hooks/use-now'
import { t } from '@/lib/client/messages/t'
import { plannedTime } from '@/lib/contracts/planned-time'
import type { PlannedTime } from '@/lib/contracts/releases'
import { dueText, ownTimeZone } from './due-text'

const TICK_MS = 30_000

export interface PlannedTimeFieldsProps {
  value: PlannedTime
  onChange: (value: PlannedTime) => void
}

/** A date and time in a time zone, with the local equivalent. */
export function PlannedTimeFields({ value, onChange }: PlannedTimeFieldsProps) {
  const zones = [...new Set([value.timeZone, ownTimeZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
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
              value={value.timeZone}
              onValueChange={(timeZone) => onChange({ ...value, timeZone })}
              options={zones.map((zone) => ({ value: zone, label: zone }))}
            />
          )}
        </Field>
      </div>
      <Meaning value={value} />
    </>
  )
}

function Meaning({ value }: { value: PlannedTime }) {
  const nowMs = useNow(TICK_MS)
  const at = momentOf(value)
  if (at === null) return null
  const isOver = at.getTime() <= nowMs
  const due = dueText(at.toISOString(), value.timeZone, nowMs)
  return (
    <p aria-live="polite" className={isOver ? 'text-sm text-warning' : 'text-muted text-sm'}>
      {isOver ? [due, t('releases.timeIsOver')].join(' · ') : due}
    </p>
  )
}

/** Null while the time is incomplete. */
function momentOf(value: PlannedTime): Date | null {
  try {
    return plannedTime(value)
  } catch {
    return null
  }
}
