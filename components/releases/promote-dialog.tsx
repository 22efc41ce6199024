'use client'
import { useState } from 'react'
import { VersionChanges } from '@/components/approvals/version-changes'
import { GatePanel } from '@/components/gates/gate-panel'
import { isBlockedBy, useGateCheck } from '@/components/gates/use-gate-check'
import { withOverride } from '@/components/gates/with-override'
import { EmptyState } from '@/components/ui/empty-state'
import { FormDialog } from '@/components/ui/form-dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import type { EnvironmentView } from '@/lib/contracts/environments'
import { releaseVersion } from '@/lib/contracts/releases'
import type { VersionView } from '@/lib/contracts/versions'
import { ApprovalNotice } from './approval-notice'
import { PlannedForFields } from './planned-for-fields'
import { ReleaseNoteField } from './release-note-field'
import { VersionField } from './version-field'

export interface PromoteChoice {
  /** The target environment. */
  environment: EnvironmentView
  /** Null until a version is selected. */
  versionId: string | null
}

export interface PromoteDialogProps {
  appId: string
  choice: PromoteChoice
  versions: readonly VersionView[]
  onClose: () => void
}

/** Selects a version, shows its changes, and sets the time. */
export function PromoteDialog({ appId, choice, versions, onClose }: PromoteDialogProps) {
  const { name, live, needsApproval } = choice.environment
  // Based on the state when the dialog opened; the server rejects it if that has changed.
  const [expectedVersionId] = useState(live?.versionId ?? null)
  const others = versions.filter(({ id }) => id !== live?.versionId)
  const form = useContractForm(releaseVersion, {
    params: { appId },
    initial: {
      environment: name,
      expectedVersionId,
      note: '',
      versionId: choice.versionId ?? others[0]?.id ?? '',
    },
    invalidates: LIVE_VERSION_QUERIES,
    onSuccess: ({ status }) => {
      const number = versions.find(({ id }) => id === form.values.versionId)?.number ?? 0
      if (status === 'live') toast.success(t('releases.doneLive', { number, environment: name }))
      else toast(t(status === 'waiting' ? 'releases.doneWaiting' : 'releases.doneScheduled'))
      onClose()
    },
  })
  const { values, set } = form
  const gated = useGateCheck({ appId, environment: name, versionId: values.versionId }).data
  const isGated = isBlockedBy(gated?.gate, gated?.check) && !values.override
  const isPlanned = values.plannedFor !== undefined
  const action = needsApproval ? 'releases.askApproval' : isPlanned ? 'releases.plan' : 'releases.makeLive'
  return (
    <FormDialog
      {...form}
      title={t('releases.promoteTitle', { environment: name })}
      size="lg"
      submitLabel={t(action)}
      submitIcon="rocket"
      submitVariant="accent"
      canSubmit={values.versionId !== '' && !isGated}
      onClose={onClose}
    >
      {others.length === 0 ? (
        <EmptyState compact icon="rocket" title={t('releases.nothingLive')} text={t('releases.noVersions')} />
      ) : (
        <>
          <VersionField versions={others} value={values.versionId} onChange={(versionId) => set({ versionId })} />
          {values.versionId === '' ? null : (
            <VersionChanges
              appId={appId}
              fromId={live?.versionId ?? null}
              fromNumber={live?.number ?? 0}
              toId={values.versionId}
            />
          )}
          {values.versionId === '' ? null : (
            <GatePanel
              {...{ appId, environment: name, versionId: values.versionId }}
              override={values.override?.reason ?? null}
              onOverride={(reason) => form.replace(withOverride(values, reason))}
            />
          )}
          <PlannedForFields
            value={values.plannedFor}
            onChange={(plannedFor) => form.replace(withPlan(values, plannedFor))}
          />
          <ReleaseNoteField
            value={values.note}
            hint={t('releases.noteHint')}
            error={form.errors.note}
            onChange={(note) => set({ note })}
          />
          {needsApproval ? <ApprovalNotice>{t('releases.needsApprovalText')}</ApprovalNotice> : null}
        </>
      )}
    </FormDialog>
  )
}

type Values = Parameters<ReturnType<typeof useContractForm<typeof releaseVersion>>['replace']>[0]

function withPlan({ plannedFor: _, ...values }: Values, plannedFor: Values['plannedFor']): Values {
  return plannedFor === undefined ? values : { ...values, plannedFor }
}
