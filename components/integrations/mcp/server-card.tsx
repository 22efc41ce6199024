'use client'
import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { McpServerView } from '@/lib/contracts/integrations/mcp-servers'
import { ServerMenu } from './server-menu'
import { addressOf, ServerProblem, ServerStatus } from './server-status'

export function ServerCard({ server }: { server: McpServerView }) {
  return (
    <Card className="relative p-4 transition-colors has-[a:hover]:border-line-strong">
      <div className="flex items-start gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-sunken text-muted">
          <Icon name="plug" size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="min-w-0 truncate font-semibold text-base">
              <Link href={`/integrations/mcp-servers/${server.id}`} className="after:absolute after:inset-0">
                {server.name}
              </Link>
            </h2>
            <ServerStatus server={server} />
          </div>
          <p className="break-all text-muted text-xs">{addressOf(server)}</p>
          <p className="mt-1 text-faint text-xs">
            {t('mcpServers.toolCount', { selected: server.selectedCount, count: server.toolCount })}
          </p>
        </div>
        <ServerMenu server={server} />
      </div>
      <ServerProblem server={server} />
    </Card>
  )
}
