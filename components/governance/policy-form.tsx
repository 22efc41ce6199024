'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getModelRules, type ModelPolicy } from '@/lib/contracts/governance'
import { getModelPolicy, type ModelPolicyView, setModelPolicy } from '@/lib/contracts/model-policy'
import { dataUseLabel } from './data-use-label'
import { LocalAddressesCard } from './local-addresses-card'
import { PolicyListCard } from './policy-list-card'
import { PolicyPreviewCard } from './policy-preview'
import { PrivateModeCard } from './private-mode-card'

export function PolicyForm({ view }: { view: ModelPolicyView }) {
  const isOwner = useHasRole('owner')
  const [draft, setDraft] = useState<ModelPolicy>(view.policy)
  const save = useContractMutation(setModelPolicy, {
    invalidates: [getModelPolicy, getModelRules],
    onSuccess: () => toast.success(t('governance.policySaved')),
    onError: () => {},
  })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(view.policy)
  const { choices } = view
  const set = (part: Partial<ModelPolicy>) => setDraft({ ...draft, ...part })
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="flex flex-col gap-4">
        {isOwner ? null : (
          <p className="rounded-md bg-info-soft px-3 py-2 text-info text-sm">{t('governance.ownerOnly')}</p>
        )}
        <PolicyLists draft={draft} choices={choices} onChange={set} isReadOnly={!isOwner} />
        <PrivateModeCard
          value={draft.privateMode}
          suggestions={choices.hosts}
          operatorHosts={view.operatorHosts}
          onChange={(privateMode) => set({ privateMode })}
          isReadOnly={!isOwner}
        />
        <FormError error={save.error} />
        {isOwner && view.canAllowLocalAddresses ? <LocalAddressesCard /> : null}
      </div>
      <aside className="flex flex-col gap-3 lg:sticky lg:top-6">
        <PolicyPreviewCard policy={draft} isChanged={isChanged} />
        {isOwner ? (
          <SaveBar
            isChanged={isChanged}
            busy={save.isPending}
            onSave={() => save.mutate({ body: draft })}
            onDiscard={() => setDraft(view.policy)}
          />
        ) : null}
        <LastChange view={view} />
      </aside>
    </div>
  )
}

interface PolicyListsProps {
  draft: ModelPolicy
  choices: ModelPolicyView['choices']
  onChange: (part: Partial<ModelPolicy>) => void
  isReadOnly: boolean
}

/** The lists of allowed models. */
function PolicyLists({ draft, choices, onChange, isReadOnly }: PolicyListsProps) {
  const providers = choices.providers.map(({ id, label }) => ({ value: id, label }))
  const same = (value: string) => ({ value, label: value })
  return (
    <>
      <PolicyListCard
        title={t('governance.providersTitle')}
        hint={t('governance.providersHint')}
        value={draft.providers}
        options={providers}
        onChange={(next) => onChange({ providers: next })}
        isReadOnly={isReadOnly}
      />
      <PolicyListCard
        title={t('governance.regionsTitle')}
        hint={t('governance.regionsHint')}
        value={draft.regions}
        options={choices.regions.map(same)}
        onChange={(regions) => onChange({ regions })}
        isReadOnly={isReadOnly}
        takesOthers
      />
      <PolicyListCard
        title={t('governance.licencesTitle')}
        hint={t('governance.licencesHint')}
        value={draft.licences}
        options={choices.licences.map(same)}
        onChange={(licences) => onChange({ licences })}
        isReadOnly={isReadOnly}
        takesOthers
      />
      <PolicyListCard
        title={t('governance.dataUseTitle')}
        hint={t('governance.dataUseHint')}
        value={draft.dataUse}
        options={choices.dataUse.map((value) => ({ value, label: dataUseLabel(value) }))}
        onChange={(dataUse) => onChange({ dataUse })}
        isReadOnly={isReadOnly}
      />
      <PolicyListCard
        title={t('governance.personalTitle')}
        hint={t('governance.personalHint')}
        value={draft.personalData}
        options={providers}
        onChange={(personalData) => onChange({ personalData })}
        isReadOnly={isReadOnly}
      />
    </>
  )
}

interface SaveBarProps {
  isChanged: boolean
  busy: boolean
  onSave: () => void
  onDiscard: () => void
}

function SaveBar({ isChanged, busy, onSave, onDiscard }: SaveBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary" disabled={!isChanged} busy={busy} onClick={onSave}>
        {t('governance.save')}
      </Button>
      <Button variant="ghost" disabled={!isChanged || busy} onClick={onDiscard}>
        {t('governance.discard')}
      </Button>
      {isChanged ? <span className="text-warning text-xs">{t('governance.unsaved')}</span> : null}
    </div>
  )
}

function LastChange({ view: { updatedAt, updatedBy } }: { view: ModelPolicyView }) {
  const text =
    updatedAt === null
      ? t('governance.changedNever')
      : updatedBy === null
        ? t('governance.changedSince', { time: formatRelative(updatedAt) })
        : t('governance.changedBy', { name: updatedBy, time: formatRelative(updatedAt) })
  return (
    <p className="flex items-center gap-1.5 text-muted text-xs">
      <Icon name="history" size={13} />
      {text}
    </p>
  )
}
