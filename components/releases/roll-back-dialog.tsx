'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { ListStates } from '@/components/ui/list-states'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { EnvironmentView } from '@/lib/contracts/environments'
import { listReleases, type ReleaseView, rollBack } from '@/lib/contracts/releases'
import type { AppError } from '@/lib/core/app-error'

export interface RollBackDialogProps {
  appId: string
  environment: EnvironmentView
  onClose: () => void
}

/** Versions that were live here, newest first, each with a button to make it live again. */
export function RollBackDialog({ appId, environment, onClose }: RollBackDialogProps) {
  const { name, live } = environment
  const history = useContractQuery(listReleases, {
    params: { appId },
    query: { environment: name, only: 'releases', limit: 200 },
  })
  const [error, setError] = useState<AppError | null>(null)
  const back = useContractMutation(rollBack, {
    invalidates: LIVE_VERSION_QUERIES,
    onSuccess: (_, { body }) => {
      const number = earlier?.find(({ versionId }) => versionId === body.versionId)?.versionNumber ?? 0
      toast.success(t('releases.rolledBack', { number }))
      onClose()
    },
    onError: setError,
  })
  const earlier = history.data ? earlierOf(history.data.releases, live?.versionId ?? null) : undefined
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('releases.rollBack')}
        description={earlier?.length === 0 ? undefined : t('releases.rollBackText', { environment: name })}
      >
        <ListStates
          query={history}
          items={earlier}
          empty={<p className="text-muted text-sm">{t('releases.nothingEarlier', { environment: name })}</p>}
        >
          {(shown) => (
            <ul className="divide-y rounded-lg border bg-surface">
              {shown.map((release) => (
                <li key={release.id} className="flex items-center gap-3 px-4 py-2.5">
                  <div className="min-w-0 flex-1 text-sm">
                    <p className="font-medium">{t('releases.version', { number: release.versionNumber ?? 0 })}</p>
                    {release.note ? <p className="truncate">{release.note}</p> : null}
                    <p className="text-muted text-xs" title={formatDateTime(release.createdAt)}>
                      {t('releases.sinceBy', { when: formatRelative(release.createdAt), who: release.by })}
                    </p>
                  </div>
                  {release.canReturn ? (
                    <Button
                      size="sm"
                      icon="undo"
                      busy={back.isPending && back.variables.body.versionId === release.versionId}
                      onClick={() =>
                        release.versionId &&
                        back.mutate({
                          params: { appId },
                          body: {
                            environment: name,
                            versionId: release.versionId,
                            expectedVersionId: live?.versionId ?? null,
                          },
                        })
                      }
                    >
                      {t('releases.rollBackTo', { number: release.versionNumber ?? 0 })}
                    </Button>
                  ) : (
                    <p className="w-44 shrink-0 text-right text-muted text-xs">{t('releases.notApprovedHere')}</p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </ListStates>
        <FormError error={error} />
      </DialogContent>
    </Dialog>
  )
}

/** Each version once, at the time it was last made live. */
function earlierOf(all: readonly ReleaseView[], liveId: string | null): ReleaseView[] {
  const seen = new Set([liveId])
  return all.filter(({ versionId }) => {
    if (versionId === null || seen.has(versionId)) return false
    seen.add(versionId)
    return true
  })
}
