'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useLocalServers } from '@/lib/client/queries/use-local-servers'
import { listModels } from '@/lib/contracts/models'
import { NeedSection } from './need-section'

/** A language model for a template: the default, otherwise a model on this computer, otherwise a way to connect one. */
export function ModelStep() {
  const models = useContractQuery(listModels)
  if (!models.data) return <Skeleton className="h-24" />
  const { defaultChat } = models.data
  const selected = models.data.models.find(
    (model) => model.connection === defaultChat.connection && model.model === defaultChat.model,
  )
  if (selected && !selected.extractive) {
    return (
      <p className="flex items-center gap-2 rounded-md bg-success-soft px-3 py-2 text-sm text-success">
        <Icon name="check" size={15} />
        {t('apps.modelReady', { model: selected.label })}
      </p>
    )
  }
  return <ConnectOffer />
}

function ConnectOffer() {
  const local = useLocalServers()
  return (
    <NeedSection title={t('apps.needsModel')} text={t('apps.needsModelText')}>
      {local.isLoading ? <Skeleton className="h-13" /> : null}
      {local.servers.map((server) => (
        <div
          key={server.baseUrl}
          className="flex items-center gap-3 rounded-md border border-accent/40 bg-accent-soft/50 px-3 py-2"
        >
          <Icon name="server" className="text-accent" />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-sm">{t('apps.modelFound', { name: server.name })}</p>
            <p className="truncate text-muted text-xs">
              {t('apps.modelFoundText', { count: server.models.length })} · {server.baseUrl}
            </p>
          </div>
          <Button
            size="sm"
            variant="accent"
            busy={local.connectingUrl === server.baseUrl}
            onClick={() => local.connect(server)}
          >
            {t('apps.connectLocal')}
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted text-xs">{t('apps.modelLater')}</p>
        <Button asChild size="sm">
          <Link href="/models?new=connection">{t('apps.connectAnother')}</Link>
        </Button>
      </div>
    </NeedSection>
  )
}
