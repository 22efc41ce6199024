'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Slider } from '@/components/ui/slider'
import { t } from '@/lib/client/messages/t'
import type { TrainedVersionView } from '@/lib/contracts/training'

export interface CanaryDialogProps {
  version: TrainedVersionView
  busy: boolean
  onClose: () => void
  onSave: (share: number) => void
}

/** Sends a share of the calls to a candidate. */
export function CanaryDialog({ version, busy, onClose, onSave }: CanaryDialogProps) {
  const [share, setShare] = useState(version.share || 10)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('training.canaryTitle', { number: version.number })}
        description={t('training.canaryShareHint')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button variant="primary" busy={busy} onClick={() => onSave(share)}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <p className="mb-2 flex justify-between text-sm">
          <span id="canary-share">{t('training.canaryShare')}</span>
          <span className="font-medium tabular-nums">{share} %</span>
        </p>
        <Slider value={share} onValueChange={setShare} min={0} max={99} aria-labelledby="canary-share" />
      </DialogContent>
    </Dialog>
  )
}
