'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listIntegrationConnections } from '@/lib/contracts/integrations/connections'

export interface ConnectionFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
  /** The service whose connections are offered; those of all services if absent. */
  plugin?: string
}

const NONE = '-'

/** A connection to a service. Credentials are never sent to the browser. */
export function ConnectionField({ value, onChange, control, plugin }: ConnectionFieldProps) {
  const query = useContractQuery(listIntegrationConnections, plugin === undefined ? {} : { query: { plugin } })
  const connections = (query.data?.connections ?? []).filter(({ isOwnAccount }) => !isOwnAccount)
  const isMissing = value !== '' && !query.isPending && !connections.some(({ id }) => id === value)
  const selected = connections.find(({ id }) => id === value)
  return (
    <>
      <Select
        {...control}
        value={value || NONE}
        onValueChange={(id) => onChange(id === NONE ? '' : id)}
        options={[
          { value: NONE, label: t('connections.none') },
          ...connections.map(({ id, name, account, endUsers, hosts }) => ({
            value: id,
            label: name,
            description: endUsers ? t('connections.owner-end-users') : (account ?? hosts.join(', ')),
          })),
          ...(isMissing ? [{ value, label: t('connections.missing') }] : []),
        ]}
      />
      {selected?.status === 'reconnect' ? (
        <p className="text-danger text-xs">{t('connections.needsAttention')}</p>
      ) : null}
      {selected && selected.placeable.length > 0 ? (
        <p className="break-words text-muted text-xs">
          {t('connections.fieldsOf', { fields: selected.placeable.join(', ') })}
        </p>
      ) : null}
      <Link
        href={plugin === undefined ? '/integrations/connections' : `/integrations/connections?new=${plugin}`}
        className="self-start text-accent text-xs underline"
      >
        {t('connections.manage')}
      </Link>
    </>
  )
}
