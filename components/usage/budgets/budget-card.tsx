'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { formatCost, formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { BudgetView } from '@/lib/contracts/budgets'
import { BudgetActions } from './budget-actions'
import { BudgetBar } from './budget-bar'
import { degradationText, forecastText, limitText, scopeText, shareName } from './budget-text'

const sharesDialog = makePart(() => import('../shares-dialog').then((module) => module.SharesDialog))

/** Remaining amount of a budget, its thresholds, and when it runs out. */
export function BudgetCard({ budget, onEdit }: { budget: BudgetView; onEdit: () => void }) {
  const { name, limitMicros, fullest: highestShare, warnPercent, degradation, enabled } = budget
  const spentMicros = highestShare?.spentMicros ?? 0
  const reservedMicros = highestShare?.reservedMicros ?? 0
  const percent = limitMicros === 0 ? 100 : (spentMicros / limitMicros) * 100
  return (
    <Card className={cn('flex h-full flex-col gap-3 p-4', !enabled && 'bg-sunken')}>
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold text-sm">
            <span className="break-words">{name}</span>
            <State budget={budget} percent={percent} />
          </h2>
          <p className="mt-0.5 text-muted text-xs">
            {scopeText(budget)} · {limitText(budget)}
          </p>
        </div>
        <BudgetActions budget={budget} onEdit={onEdit} />
      </div>
      <BudgetBar
        {...{ name, limitMicros, spentMicros, reservedMicros, warnPercent }}
        marks={[warnPercent, ...(degradation ? [degradation.atPercent] : [])].filter((mark) => mark < 100)}
      />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-xs">
        <p className="min-w-0 break-words tabular-nums">
          {spentText(budget)}
          {reservedMicros > 0 ? (
            <span className="text-muted"> · {t('budgets.reserved', { amount: formatCost(reservedMicros) })}</span>
          ) : null}
        </p>
        <p className="text-muted">{forecastText(budget)}</p>
      </div>
      <Shares budget={budget} />
      <div className="mt-auto flex flex-col gap-1 text-muted text-xs">
        {degradation ? (
          <p className="flex items-start gap-1.5">
            <Icon name="arrow-down" size={12} className="mt-0.5 shrink-0" />
            <span>{degradationText(degradation)}</span>
          </p>
        ) : null}
        {budget.renewsAt === null ? null : <p>{t('budgets.renews', { when: formatDateTime(budget.renewsAt) })}</p>}
      </div>
    </Card>
  )
}

/** Whether the limit applies to each subject separately. */
const isPerSubject = ({ scope, scopeId }: BudgetView) => scope !== 'workspace' && scopeId === null

function spentText(budget: BudgetView): string {
  const { fullest: highestShare, scope } = budget
  if (highestShare === null) return t('budgets.nothingSpent')
  const amounts = { spent: formatCost(highestShare.spentMicros), limit: formatCost(budget.limitMicros) }
  if (!isPerSubject(budget)) return t('budgets.spentOf', amounts)
  return t('budgets.fullest', { ...amounts, name: shareName(highestShare, scope) })
}

function State({ budget, percent }: { budget: BudgetView; percent: number }) {
  if (!budget.enabled) return <Badge>{t('budgets.paused')}</Badge>
  if (isPerSubject(budget))
    return budget.stopped > 0 ? <Badge tone="danger">{t('budgets.stopped', { count: budget.stopped })}</Badge> : null
  if (percent >= 100 && budget.fullest !== null) return <Badge tone="danger">{t('budgets.usedUp')}</Badge>
  if (budget.degradation && percent >= budget.degradation.atPercent)
    return <Badge tone="warning">{t('budgets.cheaperNow')}</Badge>
  return percent >= budget.warnPercent && budget.fullest !== null ? (
    <Badge tone="warning">{t('budgets.near')}</Badge>
  ) : null
}

/** Number of subjects that spent from a per-subject budget, with a dialog of all shares. */
function Shares({ budget }: { budget: BudgetView }) {
  const [open, setOpen] = useState(false)
  if (!isPerSubject(budget) || budget.fullest === null) return null
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 text-muted text-xs">
      <span>{t('budgets.subjects', { count: budget.subjects })}</span>
      <Button variant="link" size="sm" onClick={() => setOpen(true)}>
        {t('budgets.showAll')}
      </Button>
      {open ? (
        <LazyDialog
          open
          part={sharesDialog}
          props={{ budget, onClose: () => setOpen(false) }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </p>
  )
}
