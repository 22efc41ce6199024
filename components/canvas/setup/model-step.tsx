'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { SetupCard } from '@/components/ui/setup-card'
import { t } from '@/lib/client/messages/t'
import { useLocalServers } from '@/lib/client/queries/use-local-servers'

const AddConnectionDialog = dynamic(() =>
  import('@/components/models/add-connection-dialog').then((module) => module.AddConnectionDialog),
)

/** Step to connect a language model: a server on this computer first, otherwise any service. */
export function ModelStep() {
  const { servers, connect, connectingUrl } = useLocalServers()
  const [isConnecting, setIsConnecting] = useState(false)
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
        <Button size="sm" onClick={() => setIsConnecting(true)}>
          {t('runPanel.connectModel')}
        </Button>
      </div>
      {isConnecting ? <AddConnectionDialog onClose={() => setIsConnecting(false)} /> : null}
    </SetupCard>
  )
}
