'use client'
import { useState } from 'react'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import { Unpublished } from '@/components/publish/connect/unpublished'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ChannelView, listChannels } from '@/lib/contracts/channels'
import type { PublicationView } from '@/lib/contracts/versions'
import { ChannelCard } from './channel-card'
import { ChannelDialog } from './channel-dialog'
import { type ChannelPlugin, isChannelPlugin } from './channel-plugin'
import { ChannelSteps } from './channel-steps'

export interface ChannelsPanelProps {
  app: { id: string; kind: 'chat' | 'form' }
  publication: PublicationView
}

interface Created {
  channel: ChannelView
  generated: Readonly<Record<string, string>>
}

/** The services in which the app answers, and those that can be added. */
export function ChannelsPanel({ app, publication }: ChannelsPanelProps) {
  const catalog = usePluginCatalog()
  const query = useContractQuery(listChannels, { params: { appId: app.id } })
  const [adding, setAdding] = useState<ChannelPlugin | null>(null)
  const [created, setCreated] = useState<Created | null>(null)
  if (app.kind !== 'chat') return <p className="text-muted text-sm">{t('channels.chatOnly')}</p>
  if (publication.publishedVersion === null) return <Unpublished />
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  const plugins = (catalog ?? []).filter(isChannelPlugin)
  const pluginOf = (id: string) => plugins.find((plugin) => plugin.id === id)
  const plugin = created && pluginOf(created.channel.plugin)
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-2xl text-muted text-sm">{t('channels.description')}</p>
      {!catalog || !query.data ? <SkeletonRows count={2} /> : null}
      <ul className="flex flex-col gap-3">
        {(query.data?.channels ?? []).map((channel) => {
          const plugin = pluginOf(channel.plugin)
          return plugin ? (
            <li key={channel.id}>
              <ChannelCard channel={channel} plugin={plugin} />
            </li>
          ) : null
        })}
      </ul>
      <section aria-label={t('channels.available')}>
        <h2 className="mb-2 font-medium text-sm">{t('channels.available')}</h2>
        <ul className="grid gap-3 sm:grid-cols-2">
          {plugins.map((plugin) => (
            <li key={plugin.id}>
              <Card className="flex items-center gap-3 p-3">
                <PluginLogo plugin={plugin} size="sm" />
                <span className="min-w-0 flex-1 truncate font-medium text-sm">{plugin.label}</span>
                <Button
                  size="sm"
                  icon="plus"
                  aria-label={t('channels.addLabel', { service: plugin.label })}
                  onClick={() => setAdding(plugin)}
                >
                  {t('channels.add')}
                </Button>
              </Card>
            </li>
          ))}
        </ul>
      </section>
      {adding ? (
        <ChannelDialog
          appId={app.id}
          plugin={adding}
          channel={null}
          onClose={() => setAdding(null)}
          onCreated={(result) => {
            setAdding(null)
            if (adding.channel.registersItself) toast.success(t('channels.addedRegistered', { service: adding.label }))
            else setCreated(result)
          }}
        />
      ) : null}
      {created && plugin ? (
        <ChannelSteps
          plugin={plugin}
          channel={created.channel}
          generated={created.generated}
          onClose={() => setCreated(null)}
        />
      ) : null}
    </div>
  )
}
