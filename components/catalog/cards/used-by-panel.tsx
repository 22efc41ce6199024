import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { ModelCardView } from '@/lib/contracts/model-cards'

export function UsedByPanel({ usedBy: { apps, routes, isDefault } }: { usedBy: ModelCardView['usedBy'] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.usedBy')}</CardTitle>
      </CardHeader>
      <div className="flex flex-col gap-2 p-4 text-sm">
        {isDefault ? <p className="text-muted text-xs">{t('catalog.defaultModel')}</p> : null}
        {apps.length === 0 && routes.length === 0 ? (
          <p className="text-muted text-xs">{t('catalog.notInUse')}</p>
        ) : null}
        <ul className="flex flex-col gap-2">
          {apps.map(({ id, name, inDraft, isPublished }) => (
            <li key={id} className="flex items-center gap-2">
              <Icon name="layout-grid" size={14} className="text-faint" />
              <Link href={`/apps/${id}`} className="min-w-0 flex-1 truncate hover:underline">
                {name}
              </Link>
              {inDraft ? <Badge>{t('catalog.usedDraft')}</Badge> : null}
              {isPublished ? <Badge tone="success">{t('catalog.usedPublished')}</Badge> : null}
            </li>
          ))}
          {routes.map(({ id, name }) => (
            <li key={id} className="flex items-center gap-2">
              <Icon name="route" size={14} className="text-faint" />
              <Link href="/models/routes" className="min-w-0 flex-1 truncate hover:underline">
                {name}
              </Link>
              <Badge>{t('catalog.usedRoute')}</Badge>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
