'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { EmptyState } from '@/components/ui/empty-state'
import { MoreMenu } from '@/components/ui/more-menu'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import {
  getTrainedModel,
  listTrainedModels,
  moveVersion,
  rollBackModel,
  type TrainedModelDetail,
  type TrainedVersionView,
} from '@/lib/contracts/training'
import { accuracyText } from './accuracy-text'
import { CanaryDialog } from './canary-dialog'
import { StageBadge } from './stage-badge'

const CHANGED = [getTrainedModel, listTrainedModels]

/** The versions of a model, newest first, with their actions. */
export function VersionsPanel({ model }: { model: TrainedModelDetail }) {
  const canEdit = useHasRole('editor')
  const [promoting, setPromoting] = useState<TrainedVersionView | null>(null)
  const [sharing, setSharing] = useState<TrainedVersionView | null>(null)
  const move = useContractMutation(moveVersion, {
    invalidates: CHANGED,
    onSuccess: () => {
      setPromoting(null)
      setSharing(null)
    },
  })
  const rollBack = useContractMutation(rollBackModel, {
    invalidates: CHANGED,
    onSuccess: ({ number }) => toast(t('training.rolledBack', { number })),
  })
  if (model.versionList.length === 0)
    return <EmptyState compact icon="layers" title={t('training.versions')} text={t('training.versionsEmpty')} />
  const act = (version: TrainedVersionView, body: { stage: TrainedVersionView['stage']; share?: number }) =>
    move.mutate({ params: { trainedModelId: model.id, modelVersionId: version.id }, body })
  return (
    <section className="flex flex-col gap-3">
      {canEdit && model.rollBackTo !== null ? (
        <div className="flex justify-end">
          <Button
            icon="undo"
            busy={rollBack.isPending}
            onClick={() => rollBack.mutate({ params: { trainedModelId: model.id } })}
          >
            {t('training.rollBack', { number: model.rollBackTo })}
          </Button>
        </div>
      ) : null}
      <Card>
        <ul className="divide-y">
          {model.versionList.map((version) => (
            <VersionRow key={version.id} version={version}>
              {canEdit ? (
                <VersionMenu
                  version={version}
                  onPromote={() => setPromoting(version)}
                  onShare={() => setSharing(version)}
                  onRetire={() => act(version, { stage: 'retired' })}
                />
              ) : null}
            </VersionRow>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        open={promoting !== null}
        onOpenChange={(open) => !open && setPromoting(null)}
        title={t('training.promoteTitle', { number: promoting?.number ?? 0 })}
        description={t('training.promoteText', { name: model.name, before: model.production?.number ?? '–' })}
        confirmLabel={t('training.promote')}
        tone="primary"
        busy={move.isPending}
        onConfirm={() => promoting && act(promoting, { stage: 'production' })}
      />
      {sharing ? (
        <CanaryDialog
          version={sharing}
          busy={move.isPending}
          onClose={() => setSharing(null)}
          onSave={(share) => act(sharing, { stage: 'candidate', share })}
        />
      ) : null}
    </section>
  )
}

function VersionRow({ version, children }: { version: TrainedVersionView; children: React.ReactNode }) {
  const { number, stage, share, accuracy, testExamples, dataset, remoteModel, createdAt } = version
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <span className="w-24 font-medium">{t('training.version', { number })}</span>
      <span className="flex items-center gap-1.5">
        <StageBadge stage={stage} />
        {share > 0 ? <span className="text-muted text-xs tabular-nums">{share} %</span> : null}
      </span>
      <span className="min-w-0 flex-1 basis-56 truncate text-muted text-sm">
        {remoteModel ?? (dataset ? t('training.datasetVersion', dataset) : '')}
      </span>
      <span className="text-sm tabular-nums">
        {accuracy === null ? (
          <span className="text-faint">{t('training.notMeasured')}</span>
        ) : (
          accuracyText(accuracy, testExamples)
        )}
      </span>
      <span className="w-24 text-right text-muted text-xs">{formatRelative(createdAt)}</span>
      {children}
    </li>
  )
}

interface VersionMenuProps {
  version: TrainedVersionView
  onPromote: () => void
  onShare: () => void
  onRetire: () => void
}

function VersionMenu({ version, onPromote, onShare, onRetire }: VersionMenuProps) {
  return (
    <MoreMenu label={`${t('training.moreActions')}: ${t('training.version', version)}`}>
      {version.stage === 'production' ? null : (
        <>
          <DropdownMenuItem icon="rocket" onSelect={onPromote}>
            {t('training.promote')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="split" onSelect={onShare}>
            {t('training.newCanary')}
          </DropdownMenuItem>
        </>
      )}
      {version.stage === 'retired' ? null : (
        <DropdownMenuItem icon="circle-slash" onSelect={onRetire}>
          {t('training.retire')}
        </DropdownMenuItem>
      )}
    </MoreMenu>
  )
}
