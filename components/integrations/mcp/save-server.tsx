'use client'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createMcpServer, listMcpServers, selectMcpTools } from '@/lib/contracts/integrations/mcp-servers'
import { getLintFacts } from '@/lib/contracts/lint'
import type { JsonObject } from '@/lib/core/json'
import type { ServerFieldProps } from './server-field'

/** Saves the address of an older node as a server of the workspace, with the tools that the node offers. */
export function SaveServer({ config, onChange }: ServerFieldProps) {
  const select = useContractMutation(selectMcpTools, { invalidates: [listMcpServers, getLintFacts] })
  const create = useContractMutation(createMcpServer, {
    invalidates: [listMcpServers, getLintFacts],
    onError: () => undefined,
  })
  const url = typeof config.url === 'string' ? config.url : ''
  const only = Array.isArray(config.only) ? config.only : []
  async function save() {
    const secret = secretOf(config)
    const body = { name: new URL(url).hostname, url, ...(secret ? { secret } : {}) }
    const server = await create.mutateAsync({ body })
    const wanted = server.tools.filter(({ tool }) => only.length === 0 || only.includes(tool.name))
    const tools = wanted.map(({ tool: { name, hash } }) => ({ name, hash }))
    if (tools.length > 0) await select.mutateAsync({ params: { mcpServerId: server.id }, body: { tools } })
    onChange(withServer(config, server))
  }
  const canSave = URL.canParse(url)
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-sunken p-3">
      <p className="text-muted text-xs">{t('mcpServers.saveAsText')}</p>
      <Button
        size="sm"
        disabled={!canSave}
        busy={create.isPending || select.isPending}
        className="self-start"
        onClick={() => void save().catch(() => undefined)}
      >
        {t('mcpServers.saveAs')}
      </Button>
      <FormError error={create.error} />
    </div>
  )
}

function secretOf({ secret, secretHeader = 'Authorization', secretPrefix = 'Bearer ' }: JsonObject) {
  if (typeof secret !== 'string' || secret === '') return null
  return { name: secret, header: String(secretHeader), prefix: String(secretPrefix) }
}

/** The node refers to the server and no longer contains the address and its secret. */
function withServer(config: JsonObject, { id, name }: { id: string; name: string }): JsonObject {
  const { url: _url, secret: _secret, secretHeader: _header, secretPrefix: _prefix, ...rest } = config
  return { ...rest, server: id, serverName: name }
}
