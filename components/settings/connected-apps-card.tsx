'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ConfirmItemDialog } from '@/components/ui/confirm-item-dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listKeys } from '@/lib/contracts/keys'
import { type ConnectedApp, listConnectedApps, removeConnectedApp } from '@/lib/contracts/oauth-clients'

/** Apps connected by the current user; hidden if there are none. */
export function ConnectedAppsCard() {
  const [leaving, setLeaving] = useState<ConnectedApp | null>(null)
  const query = useContractQuery(listConnectedApps)
  const remove = useContractMutation(removeConnectedApp, {
    invalidates: [listConnectedApps, listKeys],
    onSuccess: () => {
      toast(t('connectedApps.removed', { name: leaving?.name ?? '' }))
      setLeaving(null)
    },
  })
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || query.data.programs.length === 0) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('connectedApps.own')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-1">
        <p className="text-muted text-sm">{t('connectedApps.ownHint')}</p>
        <ul className="divide-y">
          {query.data.programs.map((program) => (
            <li key={program.id} className="flex items-center justify-between gap-3 py-3">
              <div className="min-w-0">
                <p className="break-words font-medium text-sm">{program.name}</p>
                <p className="break-words text-muted text-xs">
                  {program.apps.map(({ name }) => name).join(', ')} ·{' '}
                  {program.lastUsedAt
                    ? t('connectedApps.lastUsed', { when: formatRelative(program.lastUsedAt) })
                    : t('connectedApps.neverUsed')}
                </p>
              </div>
              <Button size="sm" variant="ghost" onClick={() => setLeaving(program)}>
                {t('connectedApps.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </CardContent>
      <ConfirmItemDialog
        item={leaving}
        onClose={() => setLeaving(null)}
        title={t('connectedApps.removeTitle', { name: leaving?.name ?? '' })}
        description={t('connectedApps.removeText')}
        confirmLabel={t('connectedApps.remove')}
        busy={remove.isPending}
        onConfirm={({ id }) => remove.mutate({ params: { programId: id } })}
      />
    </Card>
  )
}
