'use client'
import { useDeferredValue } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { previewSchedule } from '@/lib/contracts/schedules'
import { describeCron } from './describe-cron'

const USUAL = ['0 7 * * 1-5', '0 7 * * *', '0 9 * * 1', '0 * * * *']
const CUSTOM = 'custom'

export interface WhenFieldsProps {
  cron: string
  timeZone: string
  onChange: (change: { cron?: string; timeZone?: string }) => void
}

/** Cron expression, time zone, and the next five times. */
export function WhenFields({ cron, timeZone, onChange }: WhenFieldsProps) {
  const query = { cron: useDeferredValue(cron), timeZone }
  const preview = useContractQuery(previewSchedule, { query, keepPrevious: true })
  const zones = [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      <Field label={t('automations.when')}>
        {(control) => (
          <Select
            {...control}
            value={USUAL.includes(cron) ? cron : CUSTOM}
            onValueChange={(value) => onChange({ cron: value === CUSTOM ? '*/15 * * * *' : value })}
            options={[
              ...USUAL.map((value) => ({ value, label: describeCron(value) })),
              { value: CUSTOM, label: t('automations.custom') },
            ]}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('automations.cron')} hint={t('automations.cronHint')} error={preview.data?.error ?? undefined}>
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              value={cron}
              onChange={(event) => onChange({ cron: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('automations.timeZone')}>
          {(control) => (
            <Select
              {...control}
              value={timeZone}
              onValueChange={(value) => onChange({ timeZone: value })}
              options={zones.map((zone) => ({ value: zone, label: zone }))}
            />
          )}
        </Field>
      </div>
      {preview.data && preview.data.nextRuns.length > 0 ? (
        <section aria-live="polite" className="rounded-md bg-sunken px-3 py-2">
          <p className="font-medium text-sm">{describeCron(cron)}</p>
          <h3 className="mt-1 text-muted text-xs">{t('inspector.nextRunsIn', { zone: timeZone })}</h3>
          <ol className="mt-1 text-sm tabular-nums">
            {preview.data.nextRuns.map((time) => (
              <li key={time}>{timeIn(timeZone).format(new Date(time))}</li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  )
}

/** Shown in the time zone of the schedule, not of the user. */
const timeIn = (timeZone: string) => dateFormat({ dateStyle: 'full', timeStyle: 'short', timeZone })
