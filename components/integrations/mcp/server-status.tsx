'use client'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { McpServerView } from '@/lib/contracts/integrations/mcp-servers'

const TONES: Readonly<Record<McpServerView['status'], BadgeTone>> = {
  ok: 'success',
  failed: 'danger',
  unauthorized: 'warning',
}

export function ServerStatus({ server }: { server: McpServerView }) {
  return (
    <>
      <Badge tone={TONES[server.status]}>{t(`mcpServers.status-${server.status}`)}</Badge>
      {server.withheldCount > 0 ? (
        <Badge tone="warning">{t('mcpServers.withheld', { count: server.withheldCount })}</Badge>
      ) : null}
    </>
  )
}

/** Why the tools could not be listed. */
export function ServerProblem({ server }: { server: McpServerView }) {
  if (server.status === 'ok' || server.statusMessage === null) return null
  return (
    <p role="status" className="mt-3 break-words rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      {localizeStored(server.statusMessage, server.statusRef)}
    </p>
  )
}

export const addressOf = ({ url, stdio }: McpServerView): string => url ?? stdio ?? ''
