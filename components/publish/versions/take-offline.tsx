'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { activateVersion } from '@/lib/contracts/versions'

/** Ends production without deleting anything. */
export function TakeOffline({ appId, appName }: { appId: string; appName: string }) {
  const [isConfirming, setConfirming] = useState(false)
  const takeOffline = useContractMutation(activateVersion, {
    invalidates: LIVE_VERSION_QUERIES,
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
