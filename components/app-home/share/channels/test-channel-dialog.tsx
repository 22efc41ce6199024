'use client'
import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type ChannelView, testChannel } from '@/lib/contracts/channels'
import type { AppError } from '@/lib/core/app-error'
import type { ChannelPlugin } from './channel-plugin'

export interface TestChannelDialogProps {
  plugin: ChannelPlugin
  channel: ChannelView
  onClose: () => void
}

export function TestChannelDialog({ plugin, channel, onClose }: TestChannelDialogProps) {
  const { test } = plugin.channel
  const [recipient, setRecipient] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const send = useContractMutation(testChannel, {
    onError: setError,
    onSuccess: () => {
      toast.success(t('channels.sent'))
      onClose()
    },
  })
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setError(null)
    send.mutate({ params: { channelId: channel.id }, body: { recipient } })
  }
  return (
    <FormDialog
      title={t('channels.sendTest')}
      description={t('channels.testText')}
      submitLabel={t('channels.sendTest')}
      canSubmit={recipient.trim() !== ''}
      busy={send.isPending}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={test.label}>
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            placeholder={test.placeholder}
            value={recipient}
            onChange={(event) => setRecipient(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
