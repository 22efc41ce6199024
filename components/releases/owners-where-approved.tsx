'use client'
import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { EnvironmentView } from '@/lib/contracts/environments'
import { ApprovalNotice } from './approval-notice'

export interface OwnersWhereApprovedProps {
  environment: Pick<EnvironmentView, 'needsApproval'>
  children: ReactNode
}

/** Settings that affect the environment's answers. Only owners can change them if releases need approval. */
export function OwnersWhereApproved({ environment, children }: OwnersWhereApprovedProps) {
  const isOwner = useHasRole('owner')
  if (isOwner || !environment.needsApproval) return children
  return (
    <div className="flex flex-col gap-4">
      <ApprovalNotice>{t('releases.ownersOnly')}</ApprovalNotice>
      <fieldset disabled className="min-w-0">
        {children}
      </fieldset>
    </div>
  )
}
