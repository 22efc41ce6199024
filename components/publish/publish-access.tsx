'use client'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getPublication } from '@/lib/contracts/versions'
import { ACCESS_LEVELS } from './access-levels'

/** Who can open the app in production once it is published. */
export function PublishAccess({ appId }: { appId: string }) {
  const access = useContractQuery(getPublication, { params: { appId } }).data?.access
  if (!access) return null
  const { icon, label } = ACCESS_LEVELS[access]
  return (
    <p className="flex items-center gap-2 rounded-lg border bg-surface px-4 py-2.5 text-sm">
      <Icon name={icon} size={15} className="text-muted" />
      <span className="min-w-0 flex-1">{t('publish.openTo', { people: label })}</span>
      <Link
        href={`/apps/${appId}/settings?tab=access`}
        className="shrink-0 text-accent text-xs underline underline-offset-2"
      >
        {t('publish.changeAccess')}
      </Link>
    </p>
  )
}
