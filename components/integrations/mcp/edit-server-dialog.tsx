'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import {
  getMcpServer,
  listMcpServers,
  type McpServerView,
  updateMcpServer,
} from '@/lib/contracts/integrations/mcp-servers'
import { ServerFields } from './server-fields'

export interface EditServerDialogProps {
  server: McpServerView
  onClose: () => void
}

export function EditServerDialog({ server, onClose }: EditServerDialogProps) {
  const form = useContractForm(updateMcpServer, {
    params: { mcpServerId: server.id },
    initial:
      server.url === null
        ? { name: server.name }
        : { name: server.name, url: server.url, connectionId: server.connectionId },
    invalidates: [listMcpServers, getMcpServer],
    onSuccess: onClose,
  })
  const { name = '', url = '', connectionId = null } = form.values
  return (
    <FormDialog
      title={t('mcpServers.editTitle')}
      description={t('mcpServers.addText')}
      submitLabel={t('mcpServers.save')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <ServerFields
        draft={{ name, url, connectionId }}
        onChange={form.set}
        errors={form.errors}
        hasAddress={server.url !== null}
      />
    </FormDialog>
  )
}
