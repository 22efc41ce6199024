'use client'
import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listEnvironments, type Maintenance, setMaintenance } from '@/lib/contracts/environments'
import type { AppError } from '@/lib/core/app-error'

const EVERYWHERE = '*'

export interface MaintenanceDialogProps {
  appId: string
  names: readonly string[]
  /** The preselected environment; null preselects all of them. */
  where: string | null
  /** The current message. */
  current?: Maintenance | null
  onClose: () => void
}

export function MaintenanceDialog({ appId, names, where, current, onClose }: MaintenanceDialogProps) {
  const [values, setValues] = useState({
    where: where ?? EVERYWHERE,
    message: current?.message ?? '',
    minutes: current ? String(Math.ceil(current.retryAfterSeconds / 60)) : '30',
  })
  const [error, setError] = useState<AppError | null>(null)
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }))
  const begin = useContractMutation(setMaintenance, {
    invalidates: [listEnvironments],
    onSuccess: () => {
      toast.success(t('releases.maintenanceBegun'))
      onClose()
    },
    onError: setError,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    const retryAfterSeconds = Math.max(1, Math.round(Number(values.minutes) * 60) || 300)
    const environment = values.where === EVERYWHERE ? null : values.where
    begin.mutate({
      params: { appId },
      body: { environment, maintenance: { message: values.message, retryAfterSeconds } },
    })
  }
  const places = [
    { value: EVERYWHERE, label: t('releases.everywhere') },
    ...names.map((name) => ({ value: name, label: name })),
  ]
  return (
    <FormDialog
      title={t('releases.maintenanceTitle')}
      description={t('releases.maintenanceText')}
      submitLabel={t(current ? 'common.save' : 'releases.maintenanceStart')}
      canSubmit={values.message.trim() !== ''}
      busy={begin.isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('releases.maintenanceMessage')}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={500}
            value={values.message}
            placeholder={t('releases.maintenancePlaceholder')}
            onChange={(event) => set({ message: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('releases.maintenanceWhere')}>
          {(control) => (
            <Select {...control} value={values.where} onValueChange={(next) => set({ where: next })} options={places} />
          )}
        </Field>
        <Field label={t('releases.maintenanceMinutes')} aside={t('releases.minutes')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={values.minutes}
              onChange={(event) => set({ minutes: event.target.value.replace(/\D/g, '').slice(0, 4) })}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  )
}
