'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useLocalServers } from '@/lib/client/use-local-servers'
import { SetupCard } from './setup-card'

/** The one friendly step to a language model: a server on this computer first, else the page that connects one. */
export function ModelStep() {
  const { servers, connect, connectingUrl } = useLocalServers()
  return (
    <SetupCard icon="sparkles" title={t('runPanel.needsModel')} text={t('runPanel.needsModelText')}>
      <div className="flex flex-wrap gap-2">
        {servers.map((server) => (
          <Button
            key={server.baseUrl}
            size="sm"
            variant="accent"
            icon="server"
            busy={connectingUrl === server.baseUrl}
            onClick={() => connect(server)}
          >
            {t('runPanel.useServer', { name: server.name })}
          </Button>
        ))}
        <Button asChild size="sm">
          <Link href="/models">{t('runPanel.connectModel')}</Link>
        </Button>
      </div>
    </SetupCard>
  )
}
