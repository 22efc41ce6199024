'use client'
import { type RefObject, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listEnvironments, setMaintenance } from '@/lib/contracts/environments'

export interface EndMaintenanceProps {
  appId: string
  /** Null ends the maintenance of all environments. */
  environment: string | null
  size?: 'sm' | 'md'
  /** Focus target, because the button disappears. */
  next: RefObject<HTMLElement | null>
}

export function EndMaintenance({ appId, environment, size = 'md', next }: EndMaintenanceProps) {
  const button = useRef<HTMLButtonElement>(null)
  const end = useContractMutation(setMaintenance, {
    invalidates: [listEnvironments],
    onSuccess: () => {
      toast.success(t('releases.maintenanceEnded'))
      // Does not move the focus if the user has.
      if ([button.current, document.body].includes(document.activeElement as HTMLElement)) next.current?.focus()
    },
  })
  return (
    <Button
      ref={button}
      aria-label={environment === null ? undefined : t('releases.maintenanceEndIn', { environment })}
      size={size}
      icon="wrench"
      busy={end.isPending}
      onClick={() => end.mutate({ params: { appId }, body: { environment, maintenance: null } })}
    >
      {t(environment === null ? 'releases.maintenanceEndEverywhere' : 'releases.maintenanceEnd')}
    </Button>
  )
}
