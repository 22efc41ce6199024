'use client'
import { useState } from 'react'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { deleteMcpServer, listMcpServers, type McpServerView } from '@/lib/contracts/integrations/mcp-servers'
import { getLintFacts } from '@/lib/contracts/lint'
import { EditServerDialog } from './edit-server-dialog'

export interface ServerMenuProps {
  server: McpServerView
  onDeleted?: () => void
}

export function ServerMenu({ server, onDeleted }: ServerMenuProps) {
  const [dialog, setDialog] = useState<RowDialog>(null)
  const remove = useContractMutation(deleteMcpServer, {
    invalidates: [listMcpServers, getLintFacts],
    onSuccess: () => {
      setDialog(null)
      toast.success(t('mcpServers.deleted', { name: server.name }))
      onDeleted?.()
    },
  })
  return (
    <RowMenu
      name={server.name}
      dialog={dialog}
      onDialogChange={setDialog}
      editor={<EditServerDialog server={server} onClose={() => setDialog(null)} />}
      onDelete={() => remove.mutate({ params: { mcpServerId: server.id }, query: { confirm: 'true' } })}
      question={{
        title: t('mcpServers.deleteTitle', { name: server.name }),
        description: t('mcpServers.deleteText'),
        busy: remove.isPending,
      }}
    />
  )
}
