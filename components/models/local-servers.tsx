'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useLocalServers } from '@/lib/client/queries/use-local-servers'

/** Offers model servers that run on this computer. Renders nothing if there are none. */
export function LocalServers({ title, onConnected }: { title: string; onConnected?: () => void }) {
  const local = useLocalServers(onConnected ? { onConnected } : {})
  if (local.servers.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 font-medium text-muted text-xs">{title}</h2>
      <ul className="flex flex-col gap-2">
        {local.servers.map((server) => (
          <li
            key={server.baseUrl}
            className="flex items-center gap-3 rounded-lg border border-accent/40 bg-accent-soft/50 px-4 py-3"
          >
            <Icon name="server" size={18} className="text-accent" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium text-sm">{server.name}</p>
              <p className="truncate text-muted text-xs">
                {t('models.localModels', { count: server.models.length })}
                {server.models.length > 0 ? `: ${server.models.slice(0, 3).join(', ')}` : ''}
              </p>
            </div>
            <Button
              variant="accent"
              busy={local.connectingUrl === server.baseUrl}
              onClick={() => local.connect(server)}
            >
              {t('models.localConnect')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
