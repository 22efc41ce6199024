'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { formatCost } from '@/lib/client/format/format'
import { parseDollars, writeDollars } from '@/lib/client/format/parse-dollars'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type BudgetView, createBudget, deleteBudget, listBudgets, updateBudget } from '@/lib/contracts/budgets'

const KINDS = ['app', 'key', 'end-user'] as const
type Kind = (typeof KINDS)[number]

/** Daily budgets of this app, each key and each end user. Ordinary budgets, editable next to the limits. */
export function DayBudgets({ appId, appName }: { appId: string; appName: string }) {
  const query = useContractQuery(listBudgets)
  const isOwner = useHasRole('owner')
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows count={2} />
  const { budgets } = query.data
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-sm">{t('protection.dayBudgets')}</h3>
      <p className="max-w-2xl text-muted text-xs">{t('protection.dayBudgetsHint')}</p>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {KINDS.map((kind) => (
          <DayBudget
            key={kind}
            {...{ kind, appId, appName, isOwner }}
            budget={budgets.find((budget) => isOf(budget, kind, appId)) ?? null}
          />
        ))}
      </div>
    </section>
  )
}

const isOf = ({ scope, scopeId, period, enabled }: BudgetView, kind: Kind, appId: string): boolean =>
  enabled && period === 'day' && scope === kind && scopeId === (kind === 'app' ? appId : null)

interface DayBudgetProps {
  kind: Kind
  appId: string
  appName: string
  isOwner: boolean
  budget: BudgetView | null
}

function DayBudget({ kind, appId, appName, isOwner, budget }: DayBudgetProps) {
  const stored = budget ? writeDollars(budget.limitMicros) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const mutationOptions = { invalidates: [listBudgets], onSuccess: () => saved() }
  const create = useContractMutation(createBudget, mutationOptions)
  const update = useContractMutation(updateBudget, mutationOptions)
  const remove = useContractMutation(deleteBudget, mutationOptions)
  const text = typed ?? stored
  function saved() {
    setTyped(null)
    toast.success(t('protection.dayBudgetSaved'))
  }
  function save() {
    const limitMicros = text.trim() === '' ? null : parseDollars(text)
    if (text.trim() !== '' && (limitMicros === null || limitMicros === 0)) return setError(t('budgets.limitWrong'))
    setError(null)
    if (limitMicros === null) return budget ? remove.mutate({ params: { budgetId: budget.id } }) : setTyped(null)
    if (budget) return update.mutate({ params: { budgetId: budget.id }, body: { limitMicros } })
    const scopeId = kind === 'app' ? appId : null
    const name = kind === 'app' ? t('protection.dayBudgetName', { name: appName }) : t(`protection.dayBudget-${kind}`)
    create.mutate({ body: { name, scope: kind, scopeId, period: 'day', limitMicros } })
  }
  const isBusy = create.isPending || update.isPending || remove.isPending
  const used = budget?.fullest ? formatCost(budget.fullest.spentMicros) : null
  const failure = (create.error ?? update.error ?? remove.error)?.message
  return (
    <Field
      label={t(`protection.dayBudget-${kind}`)}
      hint={used === null ? t('protection.dayBudgetNone') : t('protection.dayBudgetUsed', { used })}
      error={error ?? failure ?? undefined}
    >
      {(control) => (
        <form
          className="flex items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <span className="text-muted text-sm">$</span>
          <Input
            {...control}
            inputMode="decimal"
            className="w-28"
            disabled={!isOwner}
            placeholder={t('protection.dayBudgetEmpty')}
            value={text}
            onChange={(event) => setTyped(event.target.value)}
          />
          {typed !== null && typed !== stored ? (
            <Button type="submit" size="sm" busy={isBusy}>
              {t('common.save')}
            </Button>
          ) : null}
        </form>
      )}
    </Field>
  )
}
