'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getApp, listApps } from '@/lib/contracts/apps'
import { listEnvironments } from '@/lib/contracts/environments'
import { listReleases } from '@/lib/contracts/releases'
import { listRollouts } from '@/lib/contracts/rollouts'
import { activateVersion, getPublication, listVersions } from '@/lib/contracts/versions'

/** Ends production without deleting anything. */
export function TakeOffline({ appId, appName }: { appId: string; appName: string }) {
  const [isConfirming, setConfirming] = useState(false)
  const takeOffline = useContractMutation(activateVersion, {
    invalidates: [listVersions, getPublication, listApps, getApp, listEnvironments, listReleases, listRollouts],
    onSuccess: () => {
      setConfirming(false)
      toast.success(t('publish.offline'))
    },
  })
  return (
    <>
      <Button icon="circle-slash" onClick={() => setConfirming(true)}>
        {t('publish.takeOffline')}
      </Button>
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={t('publish.takeOfflineTitle', { app: appName })}
        description={t('publish.takeOfflineText')}
        confirmLabel={t('publish.takeOffline')}
        busy={takeOffline.isPending}
        onConfirm={() => takeOffline.mutate({ params: { appId }, body: { versionId: null } })}
      />
    </>
  )
}
