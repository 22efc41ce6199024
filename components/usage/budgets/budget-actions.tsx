'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type BudgetView, deleteBudget, listBudgets, updateBudget } from '@/lib/contracts/budgets'

/** Pause with undo, edit, and delete with confirmation. */
export function BudgetActions({ budget, onEdit }: { budget: BudgetView; onEdit: () => void }) {
  const { name, enabled } = budget
  const params = { budgetId: budget.id }
  const isOwner = useHasRole('owner')
  const [deleting, setDeleting] = useState(false)
  const update = useContractMutation(updateBudget, { invalidates: [listBudgets] })
  const remove = useContractMutation(deleteBudget, {
    invalidates: [listBudgets],
    onSuccess: () => toast(t('budgets.deletedToast', { name })),
  })
  function turn(on: boolean) {
    update.mutate({ params, body: { enabled: on } }, { onSuccess: () => notify(on) })
  }
  function notify(on: boolean) {
    if (on) toast.success(t('budgets.resumedToast', { name }))
    else toast(t('budgets.pausedToast', { name }), { action: { label: t('common.undo'), onClick: () => turn(true) } })
  }
  if (!isOwner) return null
  return (
    <div className="flex shrink-0 items-center gap-1">
      <Switch aria-label={`${t('budgets.on')}: ${name}`} checked={enabled} onCheckedChange={turn} />
      <MoreMenu label={`${t('common.more')}: ${name}`}>
        <DropdownMenuItem icon="pencil" onSelect={onEdit}>
          {t('common.edit')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setDeleting(true)}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t('budgets.deleteTitle', { name })}
        description={t('budgets.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </div>
  )
}
