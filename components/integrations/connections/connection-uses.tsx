'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { FormError } from '@/components/ui/form-error'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { listIntegrationConnectionUses } from '@/lib/contracts/integrations/connections'
import type { AppError } from '@/lib/core/app-error'

export interface ConnectionUsesProps {
  query: UseQueryResult<ResponseOf<typeof listIntegrationConnectionUses>, AppError>
}

/** Apps that fail without the connection. */
export function ConnectionUses({ query: { data, error } }: ConnectionUsesProps) {
  if (error) return <FormError error={error} />
  if (!data) return <Spinner size={14} />
  if (data.apps.length === 0) return <p className="text-muted text-sm">{t('connections.unused')}</p>
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm">{t('connections.usedBy', { count: data.apps.length })}</p>
      <ul className="max-h-40 overflow-y-auto">
        {data.apps.map(({ id, name, isLive }) => (
          <li key={id} className="flex items-center gap-2 py-0.5 text-sm">
            <Link href={`/apps/${id}`} className="truncate text-accent underline">
              {name}
            </Link>
            {isLive ? <Badge tone="success">{t('connections.live')}</Badge> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
