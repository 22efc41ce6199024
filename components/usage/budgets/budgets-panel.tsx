'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { makePart } from '@/components/ui/part'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byText } from '@/components/ui/sort-orders'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type BudgetView, listBudgets } from '@/lib/contracts/budgets'
import { BudgetCard } from './budget-card'
import { scopeText } from './budget-text'

const budgetDialog = makePart(() => import('./budget-dialog').then((module) => module.BudgetDialog))

const REFRESH_MS = 10_000
const usedShare = ({ fullest, limitMicros }: BudgetView) => (fullest?.spentMicros ?? 0) / Math.max(1, limitMicros)
const ORDERS: Readonly<Record<string, ListOrder<BudgetView>>> = {
  used: {
    get label() {
      return t('budgets.sortUsed')
    },
    compare: (a, b) => usedShare(b) - usedShare(a),
  },
  name: {
    get label() {
      return t('budgets.sortName')
    },
    compare: byText((budget) => budget.name),
  },
  limit: {
    get label() {
      return t('budgets.sortLimit')
    },
    compare: (a, b) => b.limitMicros - a.limitMicros,
  },
}

export function BudgetsPanel() {
  const budgets = useContractQuery(listBudgets, { refetchInterval: () => REFRESH_MS })
  const [open, setOpen] = useState<BudgetView | 'new' | null>(null)
  const isOwner = useHasRole('owner')
  const hasAny = (budgets.data?.budgets.length ?? 0) > 0
  const create = isOwner ? (
    <Button variant="primary" icon="plus" onClick={() => setOpen('new')}>
      {t('budgets.newBudget')}
    </Button>
  ) : null
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-muted text-sm">
          {joinSentences(t('budgets.hint'), !isOwner && t('budgets.onlyOwners'))}
        </p>
        {hasAny ? create : null}
      </div>
      <ListView
        query={{ error: budgets.data ? null : budgets.error, refetch: budgets.refetch }}
        items={budgets.data?.budgets}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState icon="coins" title={t('budgets.emptyTitle')} text={t('budgets.emptyText')} action={create} />
        }
        searchLabel={t('budgets.search')}
        textOf={(budget) => `${budget.name} ${scopeText(budget)}`}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="grid gap-3 lg:grid-cols-2">
            {shown.map((budget) => (
              <li key={budget.id}>
                <BudgetCard budget={budget} onEdit={() => setOpen(budget)} />
              </li>
            ))}
          </ul>
        )}
      </ListView>
      {open ? (
        <LazyDialog
          open
          part={budgetDialog}
          props={{ budget: open === 'new' ? null : open, onClose: () => setOpen(null) }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  )
}
