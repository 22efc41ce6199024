'use client'
import { useRouter } from 'next/navigation'
import { DraftText } from '@/components/integrations/connections/draft-text'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { addRegistryServer, type RegistryRemote, type RegistryServer } from '@/lib/contracts/integrations/mcp-registry'
import { listMcpServers } from '@/lib/contracts/integrations/mcp-servers'
import { getLintFacts } from '@/lib/contracts/lint'

export interface RegistryFormProps {
  server: RegistryServer
  onBack: () => void
}

/** The values that a server of the registry needs. */
export function RegistryForm({ server, onBack }: RegistryFormProps) {
  const router = useRouter()
  const { name, version, title, remotes } = server
  const form = useContractForm(addRegistryServer, {
    initial: { server: name, version, remote: remotes[0]?.url ?? '', name: title.slice(0, 120), values: {} },
    invalidates: [listMcpServers, getLintFacts],
    onSuccess: ({ id }) => router.push(`/integrations/mcp-servers/${id}`),
  })
  const { values = {}, remote } = form.values
  const fields = remotes.find(({ url }) => url === remote)?.fields ?? []
  return (
    <FormDialog
      title={t('mcpServers.registryAddTitle', { name: title })}
      description={t('mcpServers.registryAddText')}
      submitLabel={t('mcpServers.save')}
      submitIcon="plug"
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onBack}
    >
      <Address remotes={remotes} value={remote} onChange={(url) => form.set({ remote: url, values: {} })} />
      <Field label={t('mcpServers.name')} error={form.errors.name} required>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={form.values.name}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      {fields.map((field) => (
        <DraftText
          key={field.name}
          label={field.label}
          hint={field.description || undefined}
          value={values[field.name] ?? field.initial}
          onChange={(value) => form.set({ values: { ...values, [field.name]: value } })}
          error={form.errors[`values.${field.name}`]}
          required={field.isRequired}
          look={field.isSecret ? 'secret' : 'line'}
        />
      ))}
    </FormDialog>
  )
}

interface AddressProps {
  remotes: readonly RegistryRemote[]
  value: string
  onChange: (url: string) => void
}

function Address({ remotes, value, onChange }: AddressProps) {
  if (remotes.length === 1) return <p className="break-all font-mono text-muted text-xs">{value}</p>
  return (
    <Field label={t('mcpServers.url')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onValueChange={onChange}
          options={remotes.map(({ url }) => ({ value: url, label: url }))}
        />
      )}
    </Field>
  )
}
