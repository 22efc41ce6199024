'use client'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { pollSignIn, type SignInOutcome, type startSignIn } from '@/lib/contracts/integrations/sign-in'

export type DeviceCode = Extract<ResponseOf<typeof startSignIn>, { type: 'device' }>

export interface DeviceCodeDialogProps {
  code: DeviceCode
  onOutcome: (outcome: SignInOutcome) => void
  onClose: () => void
}

/** The code that the person enters at the service, on any device. */
export function DeviceCodeDialog({ code, onOutcome, onClose }: DeviceCodeDialogProps) {
  const poll = useContractQuery(pollSignIn, {
    body: { state: code.state },
    refetchInterval: (data) => (data && data.status !== 'pending' ? false : code.intervalSeconds * 1_000),
  })
  const outcome = poll.data
  useEffect(() => {
    if (outcome && outcome.status !== 'pending') onOutcome(outcome)
  }, [outcome, onOutcome])
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('connections.deviceTitle')} description={t('connections.deviceText')}>
        <div className="flex flex-col items-center gap-4">
          <p className="flex items-center gap-2 rounded-lg border bg-sunken px-5 py-3 font-mono font-semibold text-2xl tracking-widest">
            {code.userCode}
            <CopyButton text={code.userCode} />
          </p>
          <Button asChild variant="primary" icon="external-link">
            <a href={code.url} target="_blank" rel="noopener noreferrer">
              {t('connections.openSignIn')}
            </a>
          </Button>
          <p className="text-muted text-sm">{t('connections.deviceWaiting')}</p>
          <FormError error={poll.error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
