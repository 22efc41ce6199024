'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ModelCardView } from '@/lib/contracts/model-cards'
import { type CheckKind, type CheckRequest, listChecks, startCheck } from '@/lib/contracts/model-checks'
import { QualityFields } from '../cards/quality-fields'
import { SpeedFields } from '../cards/speed-fields'
import { KIND_LABELS } from '../kind-labels'
import { CheckEstimate } from './check-estimate'

interface StartCheckDialogProps {
  card: ModelCardView
  params: { connectionId: string; model: string }
  onClose: () => void
}

const KINDS = ['quality', 'safety', 'speed'] as const

/** Selects a check and shows its cost before any call. */
export function StartCheckDialog({ card, params, onClose }: StartCheckDialogProps) {
  const [kind, setKind] = useState<CheckKind>('quality')
  const [request, setRequest] = useState<CheckRequest | null>(null)
  const start = useContractMutation(startCheck, {
    invalidates: [listChecks],
    onSuccess: () => {
      toast(t('catalog.checkStarted'))
      onClose()
    },
  })
  const requested = kind === 'safety' ? ({ kind } as const) : request?.kind === kind ? request : null
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={t('catalog.checkTitle')}
        description={card.summary.label}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={requested === null}
              busy={start.isPending}
              onClick={() => requested && start.mutate({ params, body: requested })}
            >
              {t('catalog.checkStart')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <SegmentedControl<CheckKind>
            label={t('catalog.checkKind')}
            value={kind}
            onValueChange={setKind}
            options={KINDS.map((value) => ({ value, label: t(KIND_LABELS[value]) }))}
          />
          {kind === 'quality' ? <QualityFields onChange={setRequest} /> : null}
          {kind === 'safety' ? <p className="text-muted text-sm">{t('catalog.checkSafetyText')}</p> : null}
          {kind === 'speed' ? <SpeedFields onChange={setRequest} /> : null}
          {requested ? <CheckEstimate request={requested} params={params} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}
