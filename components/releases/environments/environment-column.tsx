'use client'
import { useRef, useState } from 'react'
import { ReleaseRequestRow } from '@/components/approvals/release-request-row'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { Tooltip } from '@/components/ui/tooltip'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { EnvironmentView } from '@/lib/contracts/environments'
import { RollBackDialog } from '../roll-back-dialog'
import { RolloutStrip } from '../rollouts/rollout-strip'
import { EndMaintenance } from './end-maintenance'
import { EnvironmentMenu } from './environment-menu'
import { usePreservedFocus } from './use-preserved-focus'

export interface EnvironmentColumnProps {
  appId: string
  environment: EnvironmentView
  /** The environment to which its version is promoted next; null if there is none. */
  next: EnvironmentView | null
  names: readonly string[]
  onPromote: (to: EnvironmentView, versionId: string | null) => void
  onTry: () => void
  onCompare: () => void
}

export function EnvironmentColumn(props: EnvironmentColumnProps) {
  const { appId, environment, names, onCompare } = props
  const { name, live, rollout, orders, maintenance } = environment
  const canEdit = useHasRole('editor')
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <Card className="flex flex-col" {...usePreservedFocus(heading)}>
      <div className="flex items-start justify-between gap-2 px-4 pt-3.5">
        <div className="min-w-0">
          <h2 ref={heading} tabIndex={-1} className="flex flex-wrap items-center gap-1.5 font-semibold text-base">
            {name}
            {environment.needsApproval ? (
              <Badge tone="outline">
                <Icon name="shield" size={11} />
                {t('releases.needsApproval')}
              </Badge>
            ) : null}
            {maintenance ? <Badge tone="warning">{t('releases.maintenance')}</Badge> : null}
          </h2>
          {environment.address ? <Address address={environment.address} /> : null}
        </div>
        {canEdit ? <EnvironmentMenu appId={appId} environment={environment} names={names} /> : null}
      </div>
      <div className="px-4 py-3.5">
        {live ? <Live live={live} /> : <NothingLive />}
        <Overrides environment={environment} />
      </div>
      {maintenance ? (
        <div className="flex flex-col items-start gap-2 border-t bg-warning-soft px-4 py-2.5 text-sm text-warning">
          <p className="break-words">{maintenance.message}</p>
          {canEdit ? <EndMaintenance appId={appId} environment={name} size="sm" next={heading} /> : null}
        </div>
      ) : null}
      {rollout ? <RolloutStrip appId={appId} rollout={rollout} onCompare={onCompare} /> : null}
      {orders.map((request) => (
        <ReleaseRequestRow key={request.id} appId={appId} request={request} environment={environment} />
      ))}
      {canEdit ? <Actions {...props} /> : null}
    </Card>
  )
}

function Actions({ appId, environment, next, onPromote, onTry }: EnvironmentColumnProps) {
  const { name, live, rollout } = environment
  const [isRollingBack, setRollingBack] = useState(false)
  return (
    <div className="mt-auto flex flex-wrap gap-2 border-t px-4 py-3">
      <Button size="sm" icon="rocket" onClick={() => onPromote(environment, null)}>
        {t('releases.promote')}
      </Button>
      {live && !rollout ? (
        <Button size="sm" icon="split" onClick={onTry}>
          {t('releases.tryVersion')}
        </Button>
      ) : null}
      {live ? <RollBackButton name={name} canRollBack={live.hasEarlier} onClick={() => setRollingBack(true)} /> : null}
      {live && next && next.live?.versionId !== live.versionId ? (
        <Button size="sm" variant="accent" icon="arrow-right" onClick={() => onPromote(next, live.versionId)}>
          {t('releases.promoteTo', { environment: next.name })}
        </Button>
      ) : null}
      {isRollingBack ? (
        <RollBackDialog appId={appId} environment={environment} onClose={() => setRollingBack(false)} />
      ) : null}
    </div>
  )
}

interface RollBackButtonProps {
  name: string
  canRollBack: boolean
  onClick: () => void
}

/**
 * Explains why there is nothing to roll back to. Focusable, because a disabled button has no tooltip for keyboard
 * users.
 */
function RollBackButton({ name, canRollBack, onClick }: RollBackButtonProps) {
  if (canRollBack)
    return (
      <Button size="sm" icon="undo" onClick={onClick}>
        {t('releases.rollBackChoose')}
      </Button>
    )
  return (
    <Tooltip side="bottom" content={t('releases.nothingEarlier', { environment: name })}>
      <Button size="sm" icon="undo" aria-disabled className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50">
        {t('releases.rollBackChoose')}
      </Button>
    </Tooltip>
  )
}

function Address({ address }: { address: string }) {
  return (
    <p className="mt-0.5 flex items-center gap-1 text-muted text-xs">
      <code className="truncate font-mono" title={address.includes('@') ? t('releases.membersOnly') : undefined}>
        {address}
      </code>
      <CopyButton text={address} label={t('releases.copyAddress')} />
    </p>
  )
}

function Live({ live }: { live: NonNullable<EnvironmentView['live']> }) {
  return (
    <div className="flex items-start gap-3">
      <span className="flex h-10 min-w-10 shrink-0 items-center justify-center rounded-md bg-success-soft px-2 font-semibold text-success tabular-nums">
        v{live.number}
      </span>
      <div className="min-w-0 text-sm">
        <p className="font-medium">{t('releases.version', { number: live.number })}</p>
        {live.note ? <p className="line-clamp-2 break-words">{live.note}</p> : null}
        {live.since && live.by ? (
          <p className="text-muted text-xs" title={formatDateTime(live.since)}>
            {t('releases.sinceBy', { when: formatRelative(live.since), who: live.by })}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function NothingLive() {
  return (
    <div className="flex items-center gap-3 rounded-md border border-line-strong border-dashed px-3 py-2.5">
      <Icon name="circle-dashed" className="text-faint" />
      <div className="text-sm">
        <p className="font-medium">{t('releases.nothingLive')}</p>
        <p className="text-muted text-xs">{t('releases.nothingLiveText')}</p>
      </div>
    </div>
  )
}

/** The number of models and secrets that this environment overrides. */
function Overrides({ environment: { models, secretNames } }: { environment: EnvironmentView }) {
  if (models.length + secretNames.length === 0) return null
  const parts = [
    ...(models.length > 0 ? [t('releases.ownModels', { count: models.length })] : []),
    ...(secretNames.length > 0 ? [t('releases.ownSecrets', { count: secretNames.length })] : []),
  ]
  return <p className="mt-2.5 text-muted text-xs">{parts.join(' · ')}</p>
}
