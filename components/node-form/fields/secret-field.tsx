'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSecrets } from '@/lib/contracts/secrets'

export interface SecretFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

const NONE = '-'

/** A secret by name. Values are never sent to the browser. */
export function SecretField({ value, onChange, control }: SecretFieldProps) {
  const query = useContractQuery(listSecrets, {})
  const secrets = query.data?.secrets ?? []
  const isMissing = value !== '' && !query.isPending && !secrets.some((secret) => secret.name === value)
  return (
    <>
      <Select
        {...control}
        value={value || NONE}
        onValueChange={(name) => onChange(name === NONE ? '' : name)}
        options={[
          { value: NONE, label: t('canvas.noSecret') },
          ...secrets.map(({ name, hosts }) => ({ value: name, label: name, description: hosts.join(', ') })),
          ...(isMissing ? [{ value, label: t('canvas.missingSecret', { name: value }) }] : []),
        ]}
      />
      <Link href="/settings" className="self-start text-accent text-xs underline">
        {t('canvas.manageSecrets')}
      </Link>
    </>
  )
}
