'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listEnvironments } from '@/lib/contracts/environments'
import { releaseVersion } from '@/lib/contracts/releases'
import type { RolloutView } from '@/lib/contracts/rollouts'
import { activateVersion, type VersionView } from '@/lib/contracts/versions'
import type { AppError } from '@/lib/core/app-error'
import { goLivePath } from './go-live-path'

export interface MakeLiveDialogProps {
  appId: string
  version: VersionView
  /** The live version in production; null if there is none. */
  live: VersionView | null
  onClose: () => void
}

/** Confirms a release to production, or requests approval where required. */
export function MakeLiveDialog({ appId, version, live, onClose }: MakeLiveDialogProps) {
  const [error, setError] = useState<AppError | null>(null)
  const params = { appId }
  const { number } = version
  const environments = useContractQuery(listEnvironments, { params })
  const production = environments.data?.environments.find(({ name }) => name === 'production')
  const way = goLivePath(production, version)
  const isReleaseRequest = way === 'request' || way === 'requested'
  const invalidates = LIVE_VERSION_QUERIES
  const settings = { invalidates, onError: setError }
  const requestRelease = useContractMutation(releaseVersion, {
    ...settings,
    onSuccess: ({ status }) => {
      onClose()
      if (status === 'live') toast.success(t('publish.activated', { number }))
      else toast(t('publish.waits', { number, environment: 'production' }))
    },
  })
  const activate = useContractMutation(activateVersion, {
    ...settings,
    onSuccess: () => {
      onClose()
      toast.success(t('publish.activated', { number }))
    },
  })
  const makeLive = () =>
    isReleaseRequest
      ? requestRelease.mutate({
          params,
          body: {
            environment: 'production',
            versionId: version.id,
            note: '',
            expectedVersionId: live?.id ?? null,
          },
        })
      : activate.mutate({ params, body: { versionId: version.id } })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      tone="primary"
      title={t('publish.activateTitle', { number })}
      description={joinSentences(
        t('publish.activateText'),
        live ? t('publish.activateBack', { number: live.number }) : '',
        production?.rollout ? endOf(production.rollout) : '',
        way === 'back' && t('publish.activateNoApproval'),
        isReleaseRequest && t('publish.activateAsks'),
        way === 'requested' && t('publish.activateWaits'),
      )}
      confirmLabel={t(isReleaseRequest ? 'publish.activateAsk' : 'publish.activateNow')}
      canConfirm={way !== 'requested'}
      busy={activate.isPending || requestRelease.isPending || environments.isPending}
      onConfirm={makeLive}
    >
      {error ? <FormError error={error} /> : null}
    </ConfirmDialog>
  )
}

const endOf = ({ kind, versionNumber: number }: RolloutView): string =>
  t(kind === 'canary' ? 'publish.activateEndsCanary' : 'publish.activateEndsShadow', { number })
