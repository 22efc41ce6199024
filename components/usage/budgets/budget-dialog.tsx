'use client'
import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type BudgetView, createBudget, listBudgets, updateBudget } from '@/lib/contracts/budgets'
import type { AppError } from '@/lib/core/app-error'
import { type BudgetFields, readFields, startFields } from './budget-form'
import { DegradationFields } from './degradation-fields'
import { ScopeFields } from './scope-fields'

/** Creates a budget if `budget` is null. */
export function BudgetDialog({ budget, onClose }: { budget: BudgetView | null; onClose: () => void }) {
  const { fields, set, errors, error, busy, onSubmit } = useBudgetForm(budget, onClose)
  return (
    <FormDialog
      title={t(budget ? 'budgets.editBudget' : 'budgets.newBudget')}
      size="lg"
      submitLabel={t(budget ? 'common.save' : 'common.create')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={t('common.name')} error={errors.name} required>
        {(control) => (
          <Input
            {...control}
            value={fields.name}
            maxLength={120}
            placeholder={t('budgets.namePlaceholder')}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <ScopeFields fields={fields} set={set} isFixed={budget !== null} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('budgets.limit')} hint={t('budgets.limitHint')} error={errors.limit} required>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={fields.limit}
              onChange={(event) => set({ limit: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('budgets.warnAt')} hint={t('budgets.warnHint')} error={errors.warn}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={fields.warn}
              onChange={(event) => set({ warn: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="flex items-start justify-between gap-4">
        <div>
          <p className="font-medium text-sm">{t('budgets.refuseUnknown')}</p>
          <p className="text-muted text-xs">{t('budgets.refuseUnknownHint')}</p>
        </div>
        <Switch
          aria-label={t('budgets.refuseUnknown')}
          checked={fields.refuseUnknownPrice}
          onCheckedChange={(refuseUnknownPrice) => set({ refuseUnknownPrice })}
        />
      </div>
      <DegradationFields fields={fields} set={set} errors={errors} />
    </FormDialog>
  )
}

function useBudgetForm(budget: BudgetView | null, onClose: () => void) {
  const [fields, setFields] = useState(() => startFields(budget))
  const [attempted, setAttempted] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const settings = { invalidates: [listBudgets], onSuccess: onClose, onError: setError }
  const create = useContractMutation(createBudget, settings)
  const update = useContractMutation(updateBudget, settings)
  const { errors, body } = readFields(fields)
  return {
    fields,
    error,
    errors: attempted ? errors : {},
    busy: create.isPending || update.isPending,
    set: (change: Partial<BudgetFields>) => setFields((before) => ({ ...before, ...change })),
    onSubmit: (event: FormEvent) => {
      event.preventDefault()
      setAttempted(true)
      setError(null)
      if (body === null) return
      const { scope, scopeId, period } = fields
      if (budget) update.mutate({ params: { budgetId: budget.id }, body })
      else create.mutate({ body: { ...body, scope, scopeId: scopeId.trim() || null, period } })
    },
  }
}
