'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FormDialog } from '@/components/ui/form-dialog'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createMcpServer, listMcpServers } from '@/lib/contracts/integrations/mcp-servers'
import { getLintFacts } from '@/lib/contracts/lint'
import { type ServerDraft, ServerFields } from './server-fields'
import { StdioField } from './stdio-field'

export function AddServerDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const [isNamed, setNamed] = useState(false)
  const form = useContractForm(createMcpServer, {
    initial: { name: '', url: '', connectionId: null },
    invalidates: [listMcpServers, getLintFacts],
    onSuccess: ({ id }) => router.push(`/integrations/mcp-servers/${id}`),
  })
  function change(part: Partial<ServerDraft>) {
    if (part.name !== undefined) setNamed(true)
    // Until the person enters a name, the host of the address is used.
    const name = part.url !== undefined && !isNamed && URL.canParse(part.url) ? new URL(part.url).hostname : null
    form.set({ ...part, ...(name === null ? {} : { name }) })
  }
  const { data } = useContractQuery(listMcpServers)
  const { name, url = '', stdio = '', connectionId = null } = form.values
  const selectProcess = (process: string) =>
    form.replace(
      process === '' ? { name: '', url: '', connectionId: null } : { name: isNamed ? name : process, stdio: process },
    )
  return (
    <FormDialog
      title={t('mcpServers.addTitle')}
      description={t('mcpServers.addText')}
      submitLabel={t('mcpServers.save')}
      submitIcon="plug"
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <StdioField names={data?.stdio ?? []} value={stdio} onChange={selectProcess} />
      <ServerFields
        draft={{ name, url, connectionId }}
        onChange={change}
        errors={form.errors}
        hasAddress={stdio === ''}
      />
    </FormDialog>
  )
}
