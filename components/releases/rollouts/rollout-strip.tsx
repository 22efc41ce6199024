'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Slider } from '@/components/ui/slider'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listEnvironments } from '@/lib/contracts/environments'
import { listReleases, releaseVersion } from '@/lib/contracts/releases'
import { getRollout, listRollouts, type RolloutView, stopRollout, updateRollout } from '@/lib/contracts/rollouts'
import { RuleFindings } from './rule-findings'

export interface RolloutStripProps {
  appId: string
  rollout: RolloutView
  onCompare: () => void
}

/** The second version of an environment, with its share. */
export function RolloutStrip({ appId, rollout, onCompare }: RolloutStripProps) {
  const { kind, percent, versionNumber: number } = rollout
  return (
    <section className="flex flex-col gap-2.5 border-t bg-accent-soft/40 px-4 py-3">
      <div className="flex flex-wrap items-center gap-1.5 text-sm">
        <Badge tone="accent">{t(kind === 'canary' ? 'runs.canary' : 'runs.shadow')}</Badge>
        <span className="font-medium">{t('releases.version', { number })}</span>
        <span className="text-muted">
          {t('releases.percent', { percent })} {t(kind === 'canary' ? 'releases.ofConversations' : 'releases.ofRuns')}
        </span>
      </div>
      <Share appId={appId} rollout={rollout} />
      <RuleFindings rollout={rollout} />
      <Actions appId={appId} rollout={rollout} onCompare={onCompare} />
    </section>
  )
}

function Share({ appId, rollout }: { appId: string; rollout: RolloutView }) {
  const [moved, setMoved] = useState<number | null>(null)
  const canEdit = useHasRole('editor')
  const update = useContractMutation(updateRollout, {
    invalidates: [listEnvironments, listReleases, listRollouts, getRollout],
    onSuccess: () => setMoved(null),
  })
  const value = moved ?? rollout.percent
  const isMoved = value !== rollout.percent
  return (
    <div className="flex items-center gap-3">
      <Slider
        aria-label={t('releases.changeShare', { number: rollout.versionNumber })}
        min={1}
        max={100}
        value={value}
        disabled={!canEdit}
        onValueChange={setMoved}
      />
      {isMoved ? (
        <Button
          size="sm"
          variant="primary"
          busy={update.isPending}
          onClick={() => update.mutate({ params: { appId, rolloutId: rollout.id }, body: { percent: value } })}
        >
          {t('releases.percent', { percent: value })}
        </Button>
      ) : (
        <span className="w-12 shrink-0 text-right text-sm tabular-nums">
          {t('releases.percent', { percent: value })}
        </span>
      )}
    </div>
  )
}

function Actions({ appId, rollout, onCompare }: RolloutStripProps) {
  const canEdit = useHasRole('editor')
  const invalidates = [...LIVE_VERSION_QUERIES, getRollout]
  const { versionNumber: number, baseNumber: before, environment, kind } = rollout
  const [isConfirming, setConfirming] = useState(false)
  const promote = useContractMutation(releaseVersion, {
    invalidates,
    onSuccess: ({ status }) => {
      setConfirming(false)
      toast.success(status === 'live' ? t('releases.doneLive', { number, environment }) : t('releases.doneWaiting'))
    },
  })
  const stop = useContractMutation(stopRollout, {
    invalidates,
    onSuccess: () => toast(t(kind === 'canary' ? 'releases.stopped' : 'releases.shadowStopped')),
  })
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" icon="scale" onClick={onCompare}>
        {t('releases.compare')}
      </Button>
      {canEdit ? (
        <>
          <Button size="sm" icon="rocket" onClick={() => setConfirming(true)}>
            {t('releases.makeLiveForAll')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            icon="square"
            busy={stop.isPending}
            onClick={() => stop.mutate({ params: { appId, rolloutId: rollout.id } })}
          >
            {t('releases.stop')}
          </Button>
          <ConfirmDialog
            open={isConfirming}
            onOpenChange={setConfirming}
            tone="primary"
            title={t('releases.makeLiveTitle', { number, environment })}
            description={t('releases.makeLiveText', { before })}
            confirmLabel={t('releases.makeLiveForAll')}
            busy={promote.isPending}
            onConfirm={() =>
              promote.mutate({
                params: { appId },
                body: { environment, versionId: rollout.versionId, expectedVersionId: rollout.baseVersionId },
              })
            }
          />
        </>
      ) : null}
    </div>
  )
}
