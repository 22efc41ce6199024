'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import type { EnvironmentView } from '@/lib/contracts/environments'
import type { ReleaseRequestView } from '@/lib/contracts/releases'
import { VersionChanges } from './version-changes'

export interface ReleaseChangesDialogProps {
  appId: string
  request: ReleaseRequestView
  environment: Pick<EnvironmentView, 'name' | 'live'>
  onClose: () => void
}

/** Compares the version of a release request with the live one. */
export function ReleaseChangesDialog({
  appId,
  request,
  environment: { name, live },
  onClose,
}: ReleaseChangesDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={t('releases.changesTitle', { number: request.versionNumber, environment: name })}
        description={request.note || undefined}
      >
        <VersionChanges
          appId={appId}
          fromId={live?.versionId ?? null}
          fromNumber={live?.number ?? 0}
          toId={request.versionId}
        />
      </DialogContent>
    </Dialog>
  )
}
