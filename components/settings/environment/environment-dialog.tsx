'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import {
  type EnvironmentVariableView,
  listEnvironmentVariables,
  saveEnvironmentVariable,
} from '@/lib/contracts/environment-variables'
import { ENVIRONMENT_TYPES } from '@/lib/graph/environment/environment-variable'
import { EnvironmentRows } from './environment-rows'
import { writtenValue } from './written-value'

export interface EnvironmentDialogProps {
  variable: EnvironmentVariableView | null
  onClose: () => void
}

/** Adds an environment variable, or changes the values of one. */
export function EnvironmentDialog({ variable, onClose }: EnvironmentDialogProps) {
  const [written, setWritten] = useState(writtenValue(variable?.default))
  const form = useContractForm(saveEnvironmentVariable, {
    initial: {
      name: variable?.name ?? '',
      type: variable?.type ?? 'text',
      byEnvironment: variable?.byEnvironment ?? {},
      ...(variable?.default === undefined ? {} : { default: variable.default }),
    },
    invalidates: [listEnvironmentVariables],
    onSuccess: ({ name }) => {
      toast.success(t('settings.environmentSaved', { name }))
      onClose()
    },
  })
  function onDefault(text: string) {
    setWritten(text)
    const { default: _, ...others } = form.values
    form.replace(text === '' ? others : { ...others, default: text })
  }
  return (
    <FormDialog
      title={variable ? t('settings.environmentEdit') : t('settings.environmentAdd')}
      submitLabel={t('common.save')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
        <Field label={t('common.name')} error={form.errors.name}>
          {(control) => (
            <Input
              {...control}
              value={form.values.name}
              disabled={variable !== null}
              spellCheck={false}
              onChange={(event) => form.set({ name: event.target.value.toUpperCase() })}
              className="font-mono text-xs"
            />
          )}
        </Field>
        <Field label={t('settings.environmentType')} error={form.errors.type}>
          {(control) => (
            <Select
              {...control}
              value={form.values.type}
              options={ENVIRONMENT_TYPES.map((type) => ({
                value: type,
                label: t('settings.environmentTypes', { type }),
              }))}
              onValueChange={(value) => form.set({ type: ENVIRONMENT_TYPES.find((type) => type === value) ?? 'text' })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('settings.environmentDefault')}
        hint={t('settings.environmentDefaultHint')}
        error={form.errors.default}
      >
        {(control) => (
          <Input
            {...control}
            value={written}
            spellCheck={false}
            onChange={(event) => onDefault(event.target.value)}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <EnvironmentRows
        initial={variable?.byEnvironment ?? {}}
        onChange={(byEnvironment) => form.set({ byEnvironment })}
      />
    </FormDialog>
  )
}
