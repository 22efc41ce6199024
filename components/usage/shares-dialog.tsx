'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ListStates } from '@/components/ui/list-states'
import { formatCost } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type BudgetView, listBudgetShares } from '@/lib/contracts/budgets'
import { BudgetBar } from './budgets/budget-bar'
import { shareName } from './budgets/budget-text'

export function SharesDialog({ budget, onClose }: { budget: BudgetView; onClose: () => void }) {
  const { name, limitMicros, warnPercent, scope } = budget
  const shares = useContractQuery(listBudgetShares, { params: { budgetId: budget.id } })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('budgets.sharesTitle', { name })} description={t('budgets.sharesHint')}>
        <ListStates query={shares} items={shares.data?.shares} empty={<p>{t('budgets.nothingSpent')}</p>}>
          {(items) => (
            <ul className="flex flex-col gap-3">
              {items.map((share) => (
                <li key={share.subject} className="flex flex-col gap-1 text-sm">
                  <p className="flex justify-between gap-4">
                    <span className="truncate">{shareName(share, scope)}</span>
                    <span className="shrink-0 text-muted tabular-nums">
                      {t('budgets.spentOf', { spent: formatCost(share.spentMicros), limit: formatCost(limitMicros) })}
                    </span>
                  </p>
                  <BudgetBar
                    {...{ limitMicros, warnPercent }}
                    name={shareName(share, scope)}
                    spentMicros={share.spentMicros}
                    reservedMicros={share.reservedMicros}
                    marks={[]}
                  />
                </li>
              ))}
            </ul>
          )}
        </ListStates>
      </DialogContent>
    </Dialog>
  )
}
