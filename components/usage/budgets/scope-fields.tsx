'use client'
import { useId } from 'react'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { BUDGET_PERIODS, BUDGET_SCOPES, listBudgetScopes } from '@/lib/contracts/budgets'
import type { BudgetFields } from './budget-form'

const SCOPES = {
  workspace: 'budgets.scopeWorkspace',
  app: 'budgets.scopeApp',
  environment: 'budgets.scopeEnvironment',
  key: 'budgets.scopeKey',
  'end-user': 'budgets.scopeEndUser',
  run: 'budgets.scopeRun',
} as const
const PERIODS = { day: 'budgets.periodDay', month: 'budgets.periodMonth', total: 'budgets.periodTotal' } as const
const LISTS = { app: 'apps', environment: 'environments', key: 'keys' } as const
const EACH_OF = {
  app: 'budgets.eachApp',
  environment: 'budgets.eachEnvironment',
  key: 'budgets.eachKey',
} as const
const EACH = 'each'

export interface ScopeFieldsProps {
  fields: BudgetFields
  set: (change: Partial<BudgetFields>) => void
  /** True for an existing budget, whose scope and period cannot change. */
  isFixed: boolean
}

/** Subject and period of a budget. */
export function ScopeFields({ fields, set, isFixed }: ScopeFieldsProps) {
  if (isFixed) return <p className="text-muted text-xs">{t('budgets.scopeHint')}</p>
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('budgets.scope')} hint={t('budgets.scopeHint')}>
        {() => (
          <Choice
            values={BUDGET_SCOPES}
            labelOf={(value) => t(SCOPES[value])}
            value={fields.scope}
            onSelect={(scope) => set({ scope, scopeId: '', ...(scope === 'run' ? { period: 'total' as const } : {}) })}
            label={t('budgets.scope')}
          />
        )}
      </Field>
      {fields.scope === 'run' ? null : (
        <Field label={t('budgets.period')}>
          {() => (
            <Choice
              values={BUDGET_PERIODS}
              labelOf={(value) => t(PERIODS[value])}
              value={fields.period}
              onSelect={(period) => set({ period })}
              label={t('budgets.period')}
            />
          )}
        </Field>
      )}
      <ScopeSubject fields={fields} set={set} />
    </div>
  )
}

function ScopeSubject({ fields, set }: Omit<ScopeFieldsProps, 'isFixed'>) {
  const scopes = useContractQuery(listBudgetScopes, { staleTime: 30_000 })
  const listId = useId()
  const { scope, scopeId } = fields
  if (scope === 'app' || scope === 'environment' || scope === 'key') {
    const found = scopes.data?.[LISTS[scope]] ?? []
    return (
      <Field label={t('budgets.which')}>
        {(control) => (
          <Select
            {...control}
            value={scopeId || EACH}
            onValueChange={(value) => set({ scopeId: value === EACH ? '' : value })}
            options={[
              { value: EACH, label: t(EACH_OF[scope]) },
              ...found.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            aria-label={t('budgets.which')}
          />
        )}
      </Field>
    )
  }
  if (scope !== 'end-user') return null
  return (
    <Field label={t('budgets.endUser')} hint={t('budgets.endUserHint')}>
      {(control) => (
        <>
          <Input
            {...control}
            value={scopeId}
            maxLength={500}
            list={listId}
            placeholder={t('budgets.eachEndUser')}
            onChange={(event) => set({ scopeId: event.target.value })}
          />
          <datalist id={listId}>
            {(scopes.data?.endUsers ?? []).map((user) => (
              <option key={user} value={user} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
