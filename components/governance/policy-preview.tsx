'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import type { ModelPolicy } from '@/lib/contracts/governance'
import type { PolicyPreview } from '@/lib/contracts/model-policy'
import { usePolicyPreview } from './use-policy-preview'

const MAX_SHOWN = 8

/** Effect of the edited policy on the workspace, shown next to the form. */
export function PolicyPreviewCard({ policy, isChanged }: { policy: ModelPolicy; isChanged: boolean }) {
  const preview = usePolicyPreview(policy)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t(isChanged ? 'governance.preview' : 'governance.previewNow')}</CardTitle>
        {preview.isFetching ? <Spinner size={14} label={t('common.loading')} /> : null}
      </CardHeader>
      <CardContent aria-live="polite" className="lg:max-h-[calc(100dvh-22rem)] lg:overflow-y-auto">
        {preview.error ? (
          <ErrorPanel error={preview.error} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <Findings preview={preview.data} />
        ) : (
          <SkeletonRows count={3} />
        )}
      </CardContent>
    </Card>
  )
}

function Findings({ preview }: { preview: PolicyPreview }) {
  const { connections, models, routes, trained, apps, defaultModel, looked } = preview
  const isClean = connections.length + routes.length + trained.length + apps.length === 0 && defaultModel === null
  const liveCount = apps.filter(({ isLive }) => isLive).length
  return (
    <div className="flex flex-col gap-4">
      <p className={`flex items-start gap-2 font-medium text-sm ${isClean ? 'text-success' : 'text-warning'}`}>
        <Icon name={isClean ? 'circle-check' : 'alert-triangle'} size={16} className="mt-0.5" />
        {t(isClean ? 'governance.forbidsNothing' : 'governance.forbids')}
      </p>
      {liveCount > 0 ? (
        <p className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {t('governance.previewLiveApps', { count: liveCount })}
        </p>
      ) : null}
      {defaultModel === null ? null : (
        <Group title={t('governance.defaultModel')}>
          <Finding reason={defaultModel} />
        </Group>
      )}
      <Apps apps={apps} />
      {routes.length > 0 ? (
        <Group title={t('governance.routes')}>
          {routes.map(({ name, reason }) => (
            <Finding key={name} name={name} reason={reason} />
          ))}
        </Group>
      ) : null}
      {trained.length > 0 ? (
        <Group title={t('governance.trained')}>
          {trained.map(({ name, reason }) => (
            <Finding key={name} name={name} reason={reason} />
          ))}
        </Group>
      ) : null}
      <Connections connections={connections} />
      <Models models={models} />
      <p className="text-faint text-xs">{t('governance.looked', looked)}</p>
    </div>
  )
}

function Apps({ apps }: Pick<PolicyPreview, 'apps'>) {
  if (apps.length === 0) return null
  return (
    <Group title={t('governance.apps')}>
      {apps.slice(0, MAX_SHOWN).map(({ id, name, isLive, steps, reason }) => (
        <Finding
          key={id}
          name={
            <Link href={`/apps/${id}`} className="hover:underline">
              {name}
            </Link>
          }
          badge={isLive ? <Badge tone="danger">{t('governance.live')}</Badge> : null}
          reason={t('governance.steps', { steps: steps.join(', ') })}
          because={reason}
        />
      ))}
      {apps.length > MAX_SHOWN ? <More>{t('governance.appsMore', { count: apps.length - MAX_SHOWN })}</More> : null}
    </Group>
  )
}

function Connections({ connections }: Pick<PolicyPreview, 'connections'>) {
  if (connections.length === 0) return null
  return (
    <Group title={t('governance.connections')}>
      {connections.map(({ id, name, allowed, forbidden, reason }) => (
        <Finding
          key={id}
          name={name}
          reason={
            allowed === 0
              ? t('governance.connectionAll')
              : t('governance.connectionSome', { forbidden, all: allowed + forbidden })
          }
          because={reason}
        />
      ))}
    </Group>
  )
}

function Models({ models }: Pick<PolicyPreview, 'models'>) {
  const named = models.filter(({ model }) => model !== '*')
  if (named.length === 0) return null
  return (
    <Group title={t('governance.models')}>
      {named.slice(0, MAX_SHOWN).map(({ connectionName, model, reason }) => (
        <Finding key={`${connectionName} ${model}`} name={model} reason={reason} />
      ))}
      {named.length > MAX_SHOWN ? <More>{t('governance.moreModels', { count: named.length - MAX_SHOWN })}</More> : null}
    </Group>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted text-xs">{title}</h3>
      <ul className="flex flex-col gap-2">{children}</ul>
    </section>
  )
}

interface FindingProps {
  name?: ReactNode
  badge?: ReactNode
  reason: string
  /** Why it is forbidden, with the name of the rule, if `reason` does not say it. */
  because?: string
}

function Finding({ name, badge, reason, because }: FindingProps) {
  return (
    <li className="text-sm">
      {name === undefined ? null : (
        <p className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          {badge}
        </p>
      )}
      <p className="break-words text-muted text-xs">{reason}</p>
      {because ? <p className="break-words text-muted text-xs">{because}</p> : null}
    </li>
  )
}

const More = ({ children }: { children: string }) => <li className="text-muted text-xs">{children}</li>
