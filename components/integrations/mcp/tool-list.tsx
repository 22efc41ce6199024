'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  getMcpServer,
  listMcpServers,
  type McpServerDetail,
  type McpServerTool,
  selectMcpTools,
} from '@/lib/contracts/integrations/mcp-servers'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import { getLintFacts } from '@/lib/contracts/lint'
import { ToolRow } from './tool-row'

/** The tools with their check boxes. Every change is saved at once. */
export function ToolList({ server }: { server: McpServerDetail }) {
  const save = useContractMutation(selectMcpTools, { invalidates: [getMcpServer, listMcpServers, getLintFacts] })
  const approved = server.tools.flatMap((item) => approvedOf(item) ?? [])
  const saveTools = (tools: readonly McpTool[]) =>
    save.mutate({
      params: { mcpServerId: server.id },
      body: { tools: tools.map(({ name, hash }) => ({ name, hash })) },
    })
  const others = (name: string) => approved.filter((tool) => tool.name !== name)
  const unselected = server.tools.filter(({ status }) => status === 'unselected')
  return (
    <section aria-label={t('mcpServers.tools')}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="font-medium text-sm">
            {t('mcpServers.toolCount', { selected: server.selectedCount, count: server.toolCount })}
          </h2>
          <p className="text-muted text-xs">{t('mcpServers.toolsHint')}</p>
          <p className="mt-1 text-muted text-xs">{t('mcpServers.approvalText')}</p>
        </div>
        {unselected.length > 0 ? (
          <Button
            size="sm"
            busy={save.isPending}
            onClick={() => saveTools([...approved, ...unselected.map(({ tool }) => tool)])}
          >
            {t('mcpServers.allTools')}
          </Button>
        ) : null}
      </div>
      {server.tools.length === 0 && server.listedAt !== null ? (
        <p className="text-muted text-sm">{t('mcpServers.noTools')}</p>
      ) : null}
      <ul className="flex flex-col gap-3">
        {server.tools.map((item) => (
          <ToolRow
            key={item.tool.name}
            serverId={server.id}
            item={item}
            busy={save.isPending}
            onSelect={() => saveTools([...others(item.tool.name), item.tool])}
            onDeselect={() => saveTools(others(item.tool.name))}
          />
        ))}
      </ul>
    </section>
  )
}

const approvedOf = ({ tool, status, approved }: McpServerTool): McpTool | null =>
  status === 'unselected' ? null : (approved ?? tool)
