'use client'
import { type FormEvent, useState } from 'react'
import { ConnectionField } from '@/components/node-form/fields/connection-field'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type ChannelView, createChannel, listChannels, updateChannel } from '@/lib/contracts/channels'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { AppError } from '@/lib/core/app-error'
import type { ChannelPlugin } from './channel-plugin'

export interface ChannelDialogProps {
  appId: string
  plugin: ChannelPlugin
  /** Null creates a channel. */
  channel: ChannelView | null
  onCreated?: (created: ResponseOf<typeof createChannel>) => void
  onClose: () => void
}

export function ChannelDialog({ appId, plugin, channel, onCreated, onClose }: ChannelDialogProps) {
  const fields = plugin.channel.fields.filter(({ generated }) => !generated)
  const [connectionId, setConnection] = useState(channel?.connectionId ?? '')
  const [values, setValues] = useState<Readonly<Record<string, string>>>(channel?.fields ?? {})
  const [error, setError] = useState<AppError | null>(null)
  const settings = { invalidates: [listChannels], onError: setError }
  const create = useContractMutation(createChannel, { ...settings, onSuccess: (created) => onCreated?.(created) })
  const update = useContractMutation(updateChannel, { ...settings, onSuccess: onClose })
  const isFilled = fields.every(
    ({ name, secret, optional }) => optional || (channel && secret) || (values[name] ?? '').trim() !== '',
  )
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setError(null)
    const body = { connectionId, values: { ...values } }
    if (channel) update.mutate({ params: { channelId: channel.id }, body })
    else create.mutate({ params: { appId }, body: { ...body, plugin: plugin.id } })
  }
  return (
    <FormDialog
      title={channel ? t('channels.edit') : t('channels.addLabel', { service: plugin.label })}
      submitLabel={t('common.save')}
      canSubmit={connectionId !== '' && isFilled}
      busy={create.isPending || update.isPending}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={t('channels.connection')} hint={t('channels.connectionHint')} required>
        {(control) => (
          <ConnectionField control={control} value={connectionId} onChange={setConnection} plugin={plugin.id} />
        )}
      </Field>
      {fields.map(({ name, label, help, placeholder, secret, optional }) => (
        <Field
          key={name}
          label={label}
          hint={channel && secret ? t('channels.secretStays') : help}
          required={!channel && !optional}
        >
          {(control) => (
            <Input
              {...control}
              type={secret ? 'password' : 'text'}
              autoComplete="off"
              placeholder={placeholder}
              className="font-mono"
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  )
}
