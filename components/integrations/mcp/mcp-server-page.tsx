'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import {
  getMcpServer,
  listMcpServers,
  type McpServerDetail,
  refreshMcpServer,
} from '@/lib/contracts/integrations/mcp-servers'
import { ServerMenu } from './server-menu'
import { ServerSignIn } from './server-sign-in'
import { addressOf, ServerProblem, ServerStatus } from './server-status'
import { ToolList } from './tool-list'

/** A server with its tools: what they do, which ones apps may use, and a form that calls them. */
export function McpServerPage({ serverId }: { serverId: string }) {
  const query = useContractQuery(getMcpServer, { params: { mcpServerId: serverId } })
  return (
    <PageBody>
      {query.error ? <ErrorPanel error={query.error} onRetry={() => query.refetch()} /> : null}
      {query.data ? <Server server={query.data} /> : query.error ? null : <SkeletonRows count={4} />}
    </PageBody>
  )
}

function Server({ server }: { server: McpServerDetail }) {
  const router = useRouter()
  const refresh = useContractMutation(refreshMcpServer, { invalidates: [getMcpServer, listMcpServers] })
  const refreshTools = () => refresh.mutate({ params: { mcpServerId: server.id } })
  return (
    <>
      <PageHeader
        back={{ href: '/integrations/mcp-servers', label: t('mcpServers.title') }}
        title={
          <span className="flex flex-wrap items-center gap-2">
            {server.name}
            <ServerStatus server={server} />
          </span>
        }
        description={
          <>
            <span className="break-all">{addressOf(server)}</span>
            {' · '}
            {server.listedAt === null
              ? t('mcpServers.notListed')
              : t('mcpServers.listed', { time: formatRelative(server.listedAt) })}
          </>
        }
        actions={
          <>
            {canSignIn(server) ? <ServerSignIn server={server} onConnected={refreshTools} /> : null}
            <Button icon="refresh" busy={refresh.isPending} onClick={refreshTools}>
              {t('mcpServers.refresh')}
            </Button>
            <ServerMenu server={server} onDeleted={() => router.push('/integrations/mcp-servers')} />
          </>
        }
      />
      <div className="mb-6 empty:hidden">
        <ServerProblem server={server} />
      </div>
      <ToolList server={server} />
    </>
  )
}

/** Signing in again switches to another account. Credentials of a connection are renewed on the page of connections. */
const canSignIn = ({ url, status, connectionId, issuer }: McpServerDetail): boolean =>
  url !== null && (issuer !== null || (status === 'unauthorized' && connectionId === null))
