'use client'
import Link from 'next/link'
import { useNodeFormContext } from '@/components/node-form/node-form-context'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getMcpServer, listMcpServers, type McpServerView } from '@/lib/contracts/integrations/mcp-servers'
import type { JsonObject } from '@/lib/core/json'
import { addressOf, ServerProblem } from './server-status'
import { ApprovalNote, ToolApproval } from './tool-approval'

export interface ServerFieldProps {
  config: JsonObject
  onChange: (config: JsonObject) => void
}

/** The server of a node, and which of its tools the agent gets. */
export function ServerField({ config, onChange }: ServerFieldProps) {
  const query = useContractQuery(listMcpServers)
  const { errors } = useNodeFormContext()
  const servers = query.data?.servers ?? []
  const value = typeof config.server === 'string' ? config.server : ''
  const selected = servers.find(({ id }) => id === value)
  const isMissing = value !== '' && !query.isPending && selected === undefined
  const select = (id: string) => onChange({ ...config, server: id, serverName: nameOf(servers, id), only: [] })
  return (
    <div className="flex flex-col gap-4">
      <div data-field="server" className="flex flex-col gap-1.5">
        <Field label={t('mcpServers.server')} error={errors.server}>
          {(control) => (
            <Select
              {...control}
              value={value || undefined}
              placeholder={t('mcpServers.select')}
              onValueChange={select}
              options={[
                ...servers.map((server) => ({
                  value: server.id,
                  label: server.name,
                  description: addressOf(server),
                })),
                ...(isMissing ? [{ value, label: t('mcpServers.serverMissing'), disabled: true }] : []),
              ]}
            />
          )}
        </Field>
        <Link
          href={selected ? `/integrations/mcp-servers/${selected.id}` : '/integrations/mcp-servers?new=url'}
          className="self-start text-accent text-xs underline"
        >
          {t(selected ? 'mcpServers.openServer' : 'mcpServers.add')}
        </Link>
        {selected ? <ServerProblem server={selected} /> : null}
      </div>
      {selected ? <ToolChoice serverId={selected.id} config={config} onChange={onChange} /> : null}
    </div>
  )
}

const nameOf = (servers: readonly McpServerView[], id: string) => servers.find((item) => item.id === id)?.name ?? ''

function ToolChoice({ serverId, config, onChange }: ServerFieldProps & { serverId: string }) {
  const { data } = useContractQuery(getMcpServer, { params: { mcpServerId: serverId } })
  const { agents } = useNodeFormContext()
  const [agent, ...otherAgents] = agents
  const only = Array.isArray(config.only) ? config.only.filter((name) => typeof name === 'string') : []
  const tools = (data?.tools ?? []).filter(({ status }) => status !== 'unselected')
  if (tools.length === 0) return null
  const toggle = (name: string) =>
    onChange({ ...config, only: only.includes(name) ? only.filter((item) => item !== name) : [...only, name] })
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('mcpServers.nameOfTools')}</legend>
      {tools.map(({ tool }) => (
        <div key={tool.name} className="flex items-center gap-2">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the check box is inside. */}
          <label className="flex min-w-0 flex-1 items-center gap-2 text-sm">
            <Checkbox checked={only.includes(tool.name)} onCheckedChange={() => toggle(tool.name)} />
            <span className="min-w-0 truncate font-mono text-xs">{tool.name}</span>
          </label>
          {agent && otherAgents.length === 0 ? <ToolApproval agent={agent} tool={tool.name} /> : null}
        </div>
      ))}
      <p className="text-muted text-xs">{t('mcpServers.nameOfToolsHint')}</p>
      <ApprovalNote agents={agents} />
    </fieldset>
  )
}
