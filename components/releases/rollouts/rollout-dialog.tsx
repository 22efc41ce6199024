'use client'
import { useState } from 'react'
import { VersionChanges } from '@/components/approvals/version-changes'
import { GatePanel } from '@/components/gates/gate-panel'
import { isBlockedBy, useGateCheck } from '@/components/gates/use-gate-check'
import { withOverride } from '@/components/gates/with-override'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { Slider } from '@/components/ui/slider'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { type ContractForm, useContractForm } from '@/lib/client/queries/use-contract-form'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listReleases } from '@/lib/contracts/releases'
import { listRollouts, RolloutRules, startRollout } from '@/lib/contracts/rollouts'
import type { VersionView } from '@/lib/contracts/versions'
import { ApprovalNotice } from '../approval-notice'
import { RulesFields } from '../environments/rules-fields'
import { ReleaseNoteField } from '../release-note-field'
import { VersionField } from '../version-field'

export interface RolloutDialogProps {
  appId: string
  environment: EnvironmentView
  versions: readonly VersionView[]
  onClose: () => void
}

/** Starts a second version: for a share of the conversations, or in the background. */
export function RolloutDialog({ appId, environment, versions, onClose }: RolloutDialogProps) {
  const { name, live, needsApproval } = environment
  const others = versions.filter(({ id }) => id !== live?.versionId)
  const form = useContractForm(startRollout, {
    params: { appId },
    initial: {
      environment: name,
      versionId: others[0]?.id ?? '',
      expectedVersionId: live?.versionId ?? '',
      kind: 'canary' as const,
      percent: 10,
      stickyBy: 'conversation' as const,
      rules: null,
    },
    invalidates: [listEnvironments, listReleases, listRollouts],
    onSuccess: ({ status }) => {
      toast.success(t(status === 'live' ? 'releases.begun' : 'releases.doneWaiting'))
      onClose()
    },
  })
  const { values, set } = form
  const isCanary = values.kind === 'canary'
  const gated = useGateCheck({ appId, environment: name, versionId: values.versionId }).data
  const isGated = isBlockedBy(gated?.gate, gated?.check) && !values.override
  return (
    <FormDialog
      {...form}
      title={t('releases.rolloutTitle', { environment: name })}
      size="lg"
      submitLabel={t(needsApproval && isCanary ? 'releases.askApproval' : 'releases.begin')}
      submitIcon="split"
      submitVariant="accent"
      canSubmit={others.length > 0 && !(isCanary && isGated)}
      onClose={onClose}
    >
      <div className="flex flex-col gap-2">
        <SegmentedControl
          className="self-start"
          label={t('releases.chooseRollout')}
          value={values.kind}
          onValueChange={(kind) => set({ kind, percent: kind === 'canary' ? 10 : 100 })}
          options={[
            { value: 'canary', label: t('runs.canary'), icon: 'split' },
            { value: 'shadow', label: t('runs.shadow'), icon: 'copy' },
          ]}
        />
        <p className="text-muted text-sm">{t(isCanary ? 'releases.canaryText' : 'releases.shadowText')}</p>
      </div>
      <VersionField versions={others} value={values.versionId} onChange={(versionId) => set({ versionId })} />
      {values.versionId && live ? (
        <VersionChanges appId={appId} fromId={live.versionId} fromNumber={live.number} toId={values.versionId} />
      ) : null}
      {isCanary && values.versionId ? (
        <GatePanel
          {...{ appId, environment: name, versionId: values.versionId }}
          override={values.override?.reason ?? null}
          onOverride={(reason) => form.replace(withOverride(values, reason))}
        />
      ) : null}
      <ShareFields form={form} />
      <Rules form={form} />
      {needsApproval && isCanary ? (
        <>
          <ReleaseNoteField
            value={values.note}
            hint={t('releases.noteForApproval')}
            error={form.errors.note}
            onChange={(note) => set({ note })}
          />
          <ApprovalNotice>{t('releases.canaryNeedsApproval')}</ApprovalNotice>
        </>
      ) : null}
      {needsApproval && !isCanary && values.rules?.onSuccess === 'promote' ? (
        <ApprovalNotice>{t('releases.shadowNeedsApproval')}</ApprovalNotice>
      ) : null}
    </FormDialog>
  )
}

type Form = Pick<ContractForm<typeof startRollout>, 'values' | 'set'>

function ShareFields({ form: { values, set } }: { form: Form }) {
  const isCanary = values.kind === 'canary'
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={t('releases.share')}
        aside={`${t('releases.percent', { percent: values.percent })} ${t(isCanary ? 'releases.ofConversations' : 'releases.ofRuns')}`}
      >
        {(control) => (
          <Slider {...control} min={1} max={100} value={values.percent} onValueChange={(percent) => set({ percent })} />
        )}
      </Field>
      {isCanary ? (
        <Field label={t('releases.stickyBy')}>
          {(control) => (
            <Select
              {...control}
              value={values.stickyBy}
              onValueChange={(value) => set({ stickyBy: value === 'key' ? 'key' : 'conversation' })}
              options={[
                { value: 'conversation', label: t('releases.stickyConversation') },
                { value: 'key', label: t('releases.stickyKey') },
              ]}
            />
          )}
        </Field>
      ) : null}
    </div>
  )
}

/** Rules that end the rollout automatically. Their settings are kept while they are off. */
function Rules({ form: { values, set } }: { form: Form }) {
  const [rules, setRules] = useState(() => RolloutRules.parse({}))
  return (
    <>
      <div className="flex items-start justify-between gap-4 border-t pt-4">
        <div>
          <p className="font-medium text-sm">{t('releases.rules')}</p>
          <p className="text-muted text-xs">{t('releases.rulesText')}</p>
        </div>
        <Switch
          aria-label={t('releases.rules')}
          checked={values.rules !== null}
          onCheckedChange={(on) => set({ rules: on ? rules : null })}
        />
      </div>
      {values.rules ? (
        <RulesFields
          kind={values.kind}
          rules={rules}
          onChange={(next) => {
            setRules(next)
            set({ rules: next })
          }}
        />
      ) : null}
    </>
  )
}
