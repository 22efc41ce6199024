'use client'
import { type FormEvent, useState } from 'react'
import { WhenFields } from '@/components/schedule/when-fields'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { AutomationTarget } from '@/lib/contracts/automations'
import {
  createSchedule,
  listSchedules,
  type MissedPolicy,
  type OverlapPolicy,
  type ScheduleView,
  updateSchedule,
} from '@/lib/contracts/schedules'
import { MAX_CONCURRENCY_KEY } from '@/lib/contracts/shared'
import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { readInputs, typedOf } from './input-values'
import { InputsFields } from './inputs-fields'
import { TargetField } from './target-field'

const MISSED: readonly MissedPolicy[] = ['once', 'skip', 'all']
const OVERLAP: readonly OverlapPolicy[] = ['skip', 'queue', 'allow']
const MISSED_LABEL = {
  skip: 'automations.missedSkip',
  once: 'automations.missedOnce',
  all: 'automations.missedAll',
} as const
const OVERLAP_LABEL = {
  allow: 'automations.overlapAllow',
  skip: 'automations.overlapSkip',
  queue: 'automations.overlapQueue',
} as const

interface ScheduleProposal {
  appId: string
  name: string
  cron: string
  inputs: JsonObject
}

export interface ScheduleDialogProps {
  targets: readonly AutomationTarget[]
  /** The schedule to edit; null to create one. */
  schedule: ScheduleView | null
  /** Defaults of a new schedule. */
  proposal?: ScheduleProposal
  onClose: () => void
}

export function ScheduleDialog({ targets, schedule, proposal, onClose }: ScheduleDialogProps) {
  const form = useScheduleForm(targets, schedule ?? proposal ?? null, schedule, onClose)
  const { values, set } = form
  return (
    <FormDialog
      title={t(schedule ? 'automations.editSchedule' : 'automations.newSchedule')}
      size="lg"
      submitLabel={t('common.save')}
      canSubmit={values.appId !== ''}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('common.name')}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            placeholder={t('automations.scheduleNamePlaceholder')}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <TargetField
        targets={targets}
        appId={values.appId}
        onChange={(appId) => set({ appId })}
        disabled={schedule !== null}
      />
      <WhenFields cron={values.cron} timeZone={values.timeZone} onChange={set} />
      {values.appId ? (
        <InputsFields fields={form.fields} typed={values.typed} onChange={(typed) => set({ typed })} />
      ) : null}
      <Field label={t('automations.overlap')}>
        {() => (
          <Choice
            values={OVERLAP}
            labelOf={(value) => t(OVERLAP_LABEL[value])}
            value={values.overlap}
            onSelect={(overlap) => set({ overlap })}
            label={t('automations.overlap')}
          />
        )}
      </Field>
      <Field label={t('automations.missed')}>
        {() => (
          <Choice
            values={MISSED}
            labelOf={(value) => t(MISSED_LABEL[value])}
            value={values.missed}
            onSelect={(missed) => set({ missed })}
            label={t('automations.missed')}
          />
        )}
      </Field>
      <Field label={t('automations.concurrencyKey')} hint={t('automations.concurrencyKeyHint')}>
        {(control) => (
          <Input
            {...control}
            value={values.concurrencyKey}
            maxLength={MAX_CONCURRENCY_KEY}
            placeholder={t('automations.concurrencyKeyPlaceholder')}
            onChange={(event) => set({ concurrencyKey: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}

function useScheduleForm(
  targets: readonly AutomationTarget[],
  start: ScheduleProposal | null,
  schedule: ScheduleView | null,
  onClose: () => void,
) {
  const [values, setValues] = useState({
    name: start?.name ?? '',
    appId: start?.appId ?? (targets.length === 1 ? (targets[0]?.appId ?? '') : ''),
    cron: start?.cron ?? '0 7 * * 1-5',
    timeZone: schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    typed: typedOf(start?.inputs ?? {}),
    missed: schedule?.missed ?? ('once' as MissedPolicy),
    overlap: schedule?.overlap ?? ('skip' as OverlapPolicy),
    concurrencyKey: schedule?.concurrencyKey ?? '',
  })
  const [error, setError] = useState<AppError | null>(null)
  const settings = { invalidates: [listSchedules], onSuccess: onClose, onError: setError }
  const create = useContractMutation(createSchedule, settings)
  const update = useContractMutation(updateSchedule, settings)
  const fields = targets.find((target) => target.appId === values.appId)?.inputFields ?? []
  return {
    values,
    set: (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change })),
    fields,
    error,
    busy: create.isPending || update.isPending,
    onSubmit: (event: FormEvent) => {
      event.preventDefault()
      setError(null)
      const { appId, typed, concurrencyKey, ...rest } = values
      const inputs = readInputs(fields, typed)
      const body = { ...rest, inputs, concurrencyKey: concurrencyKey.trim() || null }
      if (schedule) update.mutate({ params: { scheduleId: schedule.id }, body })
      else create.mutate({ params: { appId }, body })
    },
  }
}
