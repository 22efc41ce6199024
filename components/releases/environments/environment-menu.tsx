'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteEnvironment, type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listReleases } from '@/lib/contracts/releases'
import { EnvironmentSettingsDialog } from './environment-settings-dialog'
import { MaintenanceDialog } from './maintenance-dialog'

export interface EnvironmentMenuProps {
  appId: string
  environment: EnvironmentView
  names: readonly string[]
}

export function EnvironmentMenu({ appId, environment, names }: EnvironmentMenuProps) {
  const [open, setOpen] = useState<'settings' | 'maintenance' | 'delete' | null>(null)
  const { name, maintenance, isStandard, needsApproval } = environment
  const isOwner = useHasRole('owner')
  const close = () => setOpen(null)
  const remove = useContractMutation(deleteEnvironment, {
    invalidates: [listEnvironments, listReleases],
    onSuccess: close,
  })
  return (
    <>
      <MoreMenu label={`${t('common.more')}: ${name}`}>
        <DropdownMenuItem icon="settings" onSelect={() => setOpen('settings')}>
          {t('releases.settings')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="wrench" onSelect={() => setOpen('maintenance')}>
          {t(maintenance ? 'releases.maintenanceChange' : 'releases.maintenanceBegin')}
        </DropdownMenuItem>
        {isStandard || (needsApproval && !isOwner) ? null : (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setOpen('delete')}>
              {t('releases.deleteEnvironment')}
            </DropdownMenuItem>
          </>
        )}
      </MoreMenu>
      {open === 'settings' ? (
        <EnvironmentSettingsDialog appId={appId} environment={environment} onClose={close} />
      ) : null}
      {open === 'maintenance' ? (
        <MaintenanceDialog appId={appId} names={names} where={name} current={maintenance} onClose={close} />
      ) : null}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(next) => !next && close()}
        title={t('releases.deleteTitle', { environment: name })}
        description={t('releases.deleteText')}
        confirmLabel={t('releases.deleteEnvironment')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { appId, environment: name } })}
      />
    </>
  )
}
