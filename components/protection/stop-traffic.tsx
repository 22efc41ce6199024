'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listStops, stopTraffic } from '@/lib/contracts/protection'

export interface StopTrafficProps {
  /** Null stops the whole workspace. */
  appId: string | null
  name: string
  disabled?: boolean
}

/** The kill switch. The confirmation includes the message for visitors. */
export function StopTraffic({ appId, name, disabled }: StopTrafficProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [message, setMessage] = useState<string>(t('protection.stopMessageDefault'))
  const stop = useContractMutation(stopTraffic, {
    invalidates: [listStops],
    onSuccess: ({ cancelledRuns }) => {
      setIsOpen(false)
      toast.success(t('protection.stopped', { count: cancelledRuns }))
    },
  })
  return (
    <>
      <Button variant="danger" icon="octagon" disabled={disabled} onClick={() => setIsOpen(true)}>
        {appId === null ? t('protection.stopWorkspace') : t('protection.stopApp')}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t('protection.stopAppTitle', { name })}
        description={t('protection.stopAppText')}
        confirmLabel={t('protection.stopConfirm')}
        busy={stop.isPending}
        onConfirm={() => stop.mutate({ body: { appId, message } })}
      >
        <Field label={t('protection.stopMessage')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={300}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
        <FormError error={stop.error} />
      </ConfirmDialog>
    </>
  )
}
