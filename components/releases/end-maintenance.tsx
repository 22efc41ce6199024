'use client'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { listEnvironments, setMaintenance } from '@/lib/contracts/environments'

export interface EndMaintenanceProps {
  appId: string
  /** null: everywhere. */
  environment: string | null
  size?: 'sm' | 'md'
}

/** Runs are taken again. */
export function EndMaintenance({ appId, environment, size = 'md' }: EndMaintenanceProps) {
  const end = useContractMutation(setMaintenance, {
    invalidates: [listEnvironments],
    onSuccess: () => toast.success(t('releases.maintenanceEnded')),
  })
  return (
    <Button
      size={size}
      icon="wrench"
      busy={end.isPending}
      onClick={() => end.mutate({ params: { appId }, body: { environment, maintenance: null } })}
    >
      {t('releases.maintenanceEnd')}
    </Button>
  )
}
