'use client'
import Link from 'next/link'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'

/** An integration with its actions, and the ways to connect it. */
export function PluginPage({ pluginId }: { pluginId: string }) {
  const catalog = usePluginCatalog()
  const plugin = catalog?.find(({ id }) => id === pluginId)
  if (!catalog)
    return (
      <PageBody>
        <Skeleton className="h-40" />
      </PageBody>
    )
  if (!plugin)
    return (
      <PageBody>
        <EmptyState icon="plug" title={t('integrations.nothingTitle')} text={t('integrations.missing')} />
      </PageBody>
    )
  return (
    <PageBody>
      <PageHeader
        back={
          isApiPlugin(plugin.id)
            ? { href: '/integrations/apis', label: t('apis.title') }
            : { href: '/integrations', label: t('integrations.title') }
        }
        title={
          <span className="flex items-center gap-3">
            <PluginLogo plugin={plugin} />
            {plugin.label}
          </span>
        }
        description={plugin.description}
        actions={<HeaderActions plugin={plugin} />}
      />
      <section aria-label={t('integrations.connectionKinds')} className="mb-8">
        <h2 className="mb-2 font-medium text-sm">{t('integrations.connectionKinds')}</h2>
        <p className="flex flex-wrap gap-1.5">
          {plugin.kinds.map(({ id, label, kind }) => (
            <Badge key={id}>{kind === 'none' ? t('integrations.noConnection') : label}</Badge>
          ))}
        </p>
      </section>
      <section aria-label={t('integrations.actions')}>
        <h2 className="mb-2 font-medium text-sm">{t('integrations.actions')}</h2>
        <ul className="divide-y rounded-lg border bg-surface">
          {plugin.actions.map((action) => (
            <ActionRow key={action.id} action={action} />
          ))}
        </ul>
      </section>
    </PageBody>
  )
}

function HeaderActions({ plugin }: { plugin: PluginSummary }) {
  const needsConnection = plugin.kinds.some(({ kind }) => kind !== 'none')
  return (
    <>
      {plugin.docsUrl === '' ? null : (
        <a href={plugin.docsUrl} target="_blank" rel="noreferrer" className="text-muted text-sm hover:text-ink">
          {t('integrations.docs')}
        </a>
      )}
      {needsConnection ? (
        <Button asChild variant="primary">
          <Link href={`/integrations/connections?new=${plugin.id}`}>
            {t('integrations.connect', { service: plugin.label })}
          </Link>
        </Button>
      ) : null}
    </>
  )
}

function ActionRow({ action }: { action: ActionSummary }) {
  const fields = action.fields.map(({ label, required }) =>
    required ? `${label} (${t('integrations.required')})` : label,
  )
  return (
    <li className="px-4 py-3">
      <h3 className="flex flex-wrap items-center gap-2 font-medium text-sm">
        {action.label}
        <Badge tone={action.effect === 'write' ? 'warning' : 'neutral'}>
          {t(action.effect === 'write' ? 'integrations.effectWrite' : 'integrations.effectRead')}
        </Badge>
      </h3>
      <p className="text-muted text-sm">{action.description}</p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-2 text-xs">
        <dt className="text-faint">{t('integrations.inputs')}</dt>
        <dd className="text-muted">{fields.join(', ') || t('integrations.none')}</dd>
        <dt className="text-faint">{t('integrations.outputs')}</dt>
        <dd className="text-muted">{action.outputs.map(({ label }) => label).join(', ') || t('integrations.none')}</dd>
      </dl>
      {action.scopes.length > 0 ? (
        <p className="mt-1 font-mono text-2xs text-faint">
          {t('integrations.scopes', { scopes: action.scopes.join(', ') })}
        </p>
      ) : null}
    </li>
  )
}
