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
import { pluginLabel } from './plugin-label'

export interface ConnectionUsesProps {
  query: UseQueryResult<ResponseOf<typeof listIntegrationConnectionUses>, AppError>
}

/** The uses that fail without the connection. */
export function ConnectionUses({ query: { data, error } }: ConnectionUsesProps) {
  if (error) return <FormError error={error} />
  if (!data) return <Spinner size={14} />
  const { apps, channels, triggers } = data
  const events = [
    ...channels.map(({ id, plugin, appId, appName }) => ({
      id,
      href: `/apps/${appId}/share`,
      name: `${pluginLabel(plugin)} · ${appName}`,
    })),
    ...triggers.map(({ id, name, appName }) => ({
      id,
      href: '/automations?tab=webhooks',
      name: `${name} · ${appName}`,
    })),
  ]
  if (apps.length + events.length === 0) return <p className="text-muted text-sm">{t('connections.unused')}</p>
  return (
    <div className="flex flex-col gap-1.5">
      {apps.length > 0 ? (
        <UseList
          title={t('connections.usedBy', { count: apps.length })}
          uses={apps.map(({ id, name, isLive }) => ({ id, href: `/apps/${id}`, name, isLive }))}
        />
      ) : null}
      {events.length > 0 ? <UseList title={t('connections.usedByEvents')} uses={events} /> : null}
    </div>
  )
}

interface Use {
  id: string
  href: string
  name: string
  isLive?: boolean
}

function UseList({ title, uses }: { title: string; uses: readonly Use[] }) {
  return (
    <>
      <p className="text-sm">{title}</p>
      <ul className="max-h-40 overflow-y-auto">
        {uses.map(({ id, href, name, isLive }) => (
          <li key={id} className="flex items-center gap-2 py-0.5 text-sm">
            <Link href={href} className="truncate text-accent underline">
              {name}
            </Link>
            {isLive ? <Badge tone="success">{t('connections.live')}</Badge> : null}
          </li>
        ))}
      </ul>
    </>
  )
}
