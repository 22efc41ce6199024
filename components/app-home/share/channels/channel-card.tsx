'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { StoredText } from '@/components/ui/stored-text'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type ChannelView, deleteChannel, listChannels, updateChannel } from '@/lib/contracts/channels'
import { ChannelDialog } from './channel-dialog'
import type { ChannelPlugin } from './channel-plugin'
import { ChannelSteps } from './channel-steps'
import { TestChannelDialog } from './test-channel-dialog'

export interface ChannelCardProps {
  channel: ChannelView
  plugin: ChannelPlugin
}

export function ChannelCard({ channel, plugin }: ChannelCardProps) {
  const [open, setOpen] = useState<'edit' | 'steps' | 'test' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const settings = { invalidates: [listChannels] }
  const update = useContractMutation(updateChannel, settings)
  const remove = useContractMutation(deleteChannel, {
    ...settings,
    onSuccess: () => {
      close()
      toast.success(t('channels.deleted'))
    },
  })
  const params = { channelId: channel.id }
  const service = plugin.label
  return (
    <Card className="p-4">
      <div className="flex items-center gap-3">
        <PluginLogo plugin={plugin} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {service}
            {channel.enabled ? null : <Badge>{t('channels.off')}</Badge>}
          </p>
          <p className="text-muted text-xs">
            {channel.lastMessageAt === null
              ? t('channels.noMessage')
              : t('channels.lastMessage', { time: formatRelative(channel.lastMessageAt) })}
          </p>
        </div>
        <Switch
          aria-label={t('channels.enabled', { service })}
          checked={channel.enabled}
          disabled={update.isPending}
          onCheckedChange={(enabled) => update.mutate({ params, body: { enabled } })}
        />
        <MoreMenu label={`${t('common.more')}: ${service}`}>
          <DropdownMenuItem icon="play" onSelect={() => setOpen('test')}>
            {t('channels.sendTest')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="list" onSelect={() => setOpen('steps')}>
            {t('channels.setUp')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="pencil" onSelect={() => setOpen('edit')}>
            {t('common.edit')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setOpen('delete')}>
            {t('common.delete')}
          </DropdownMenuItem>
        </MoreMenu>
      </div>
      {channel.lastError === null ? null : (
        <p className="mt-3 text-sm text-warning">
          {t('channels.error')} <StoredText text={channel.lastError} problem={channel.lastErrorRef} />
        </p>
      )}
      {open === 'edit' ? (
        <ChannelDialog appId={channel.appId} plugin={plugin} channel={channel} onClose={close} />
      ) : null}
      {open === 'steps' ? <ChannelSteps plugin={plugin} channel={channel} onClose={close} /> : null}
      {open === 'test' ? <TestChannelDialog plugin={plugin} channel={channel} onClose={close} /> : null}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={t('channels.deleteTitle', { service })}
        description={t('channels.deleteText', { service })}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </Card>
  )
}
