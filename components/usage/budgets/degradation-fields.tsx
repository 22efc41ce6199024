'use client'
import { useId } from 'react'
import { ModelPicker } from '@/components/node-form/fields/model-picker'
import { Field, Label } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import type { BudgetFieldErrors, BudgetFields } from './budget-form'

export interface DegradationFieldsProps {
  fields: BudgetFields
  set: (change: Partial<BudgetFields>) => void
  errors: BudgetFieldErrors
}

/** Settings for cheaper answers before the budget is used up. */
export function DegradationFields({ fields, set, errors }: DegradationFieldsProps) {
  const switchId = useId()
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border bg-sunken/40 p-3">
      <div className="flex items-center justify-between gap-3">
        <Label htmlFor={switchId}>{t('budgets.degrade')}</Label>
        <Switch id={switchId} checked={fields.isDegrading} onCheckedChange={(isDegrading) => set({ isDegrading })} />
      </div>
      {fields.isDegrading ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            label={t('budgets.degradeAt')}
            hint={t('budgets.degradeAtHint')}
            error={errors.degradeAt}
            value={fields.degradeAt}
            onChange={(degradeAt) => set({ degradeAt })}
          />
          <Field label={t('budgets.degradeModel')} error={errors.model}>
            {(control) => (
              <ModelPicker
                control={control}
                label={t('budgets.degradeModel')}
                value={fields.model}
                onSelect={(model) => set({ model })}
                none={t('budgets.degradeModelKeep')}
                isOffered={(model) => !model.extractive}
              />
            )}
          </Field>
          <NumberField
            label={t('budgets.degradePassages')}
            hint={t('budgets.degradePassagesHint')}
            error={errors.passages}
            value={fields.passages}
            onChange={(passages) => set({ passages })}
          />
          <NumberField
            label={t('budgets.degradeTokens')}
            hint={t('budgets.degradeTokensHint')}
            error={errors.tokens}
            value={fields.tokens}
            onChange={(tokens) => set({ tokens })}
          />
        </div>
      ) : null}
    </fieldset>
  )
}

interface NumberFieldProps {
  label: string
  hint: string
  error: string | undefined
  value: string
  onChange: (value: string) => void
}

function NumberField({ label, hint, error, value, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input {...control} inputMode="numeric" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
