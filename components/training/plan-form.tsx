'use client'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Icon, type IconName } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { ClassifierFields } from './classifier-fields'
import { FineTuneFields } from './fine-tune-fields'
import { FirstVersion } from './first-version'
import { FromFile } from './from-file'
import { Panel } from './panel'
import { type Draft, toModelName } from './plan-draft'
import type { PlanFormProps } from './plan-form-props'

const KINDS = [
  { kind: 'classifier', icon: 'tags', title: 'training.kind-classifier', text: 'training.kindClassifierText' },
  { kind: 'fine-tune', icon: 'message-square', title: 'training.kind-chat', text: 'training.kindChatText' },
] as const satisfies readonly { kind: Draft['kind']; icon: IconName; title: string; text: string }[]

export function PlanForm(props: PlanFormProps) {
  const { draft, onChange } = props
  return (
    <>
      <fieldset>
        <legend className="mb-2 font-medium text-sm">{t('training.whatHappens')}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {KINDS.map(({ kind, icon, title, text }) => (
            <label
              key={kind}
              className={cn(
                'flex cursor-pointer gap-3 rounded-lg border bg-surface p-4 transition-colors hover:bg-hover/60 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                draft.kind === kind && 'border-accent bg-accent-soft/40',
              )}
            >
              <input
                type="radio"
                name="kind"
                className="sr-only"
                checked={draft.kind === kind}
                onChange={() => onChange({ ...draft, kind, datasetVersionId: '' })}
              />
              <Icon name={icon} size={18} className="mt-0.5 shrink-0 text-muted" />
              <span>
                <span className="block font-medium text-sm">{t(title)}</span>
                <span className="mt-0.5 block text-muted text-xs">{t(text)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <DataPanel {...props} />
      <Panel title={t('training.settings')}>
        {draft.kind === 'classifier' ? <ClassifierFields {...props} /> : <FineTuneFields {...props} />}
      </Panel>
    </>
  )
}

function DataPanel({ draft, onChange, choices, renderUpload }: PlanFormProps) {
  const sets = choices.datasets.filter(({ kind }) => draft.kind === 'fine-tune' || kind === 'classification')
  const connection = choices.connections.find(({ id }) => id === draft.connectionId)
  return (
    <Panel title={t('training.data')}>
      <div className="flex flex-col gap-4">
        <Field
          label={t('training.dataset')}
          hint={
            draft.kind === 'classifier'
              ? t('training.dataStays')
              : connection
                ? t('training.dataLeaves', { connection: connection.name })
                : undefined
          }
        >
          {(control) => (
            <Select
              {...control}
              value={draft.datasetVersionId || undefined}
              placeholder={sets.length === 0 ? t('training.noDatasets') : t('training.chooseDataset')}
              disabled={sets.length === 0}
              onValueChange={(datasetVersionId) => onChange({ ...draft, datasetVersionId })}
              options={sets.map(({ versionId, name, number, examples }) => ({
                value: versionId,
                label: t('training.datasetVersion', { name, number }),
                description: t('training.examples', { count: examples }),
              }))}
            />
          )}
        </Field>
        <FirstVersion
          sets={choices.unversioned.filter(({ kind }) => draft.kind === 'fine-tune' || kind === 'classification')}
          onCreated={(datasetVersionId) => onChange({ ...draft, datasetVersionId })}
        />
        <FromFile
          key={draft.kind}
          kind={draft.kind}
          renderUpload={renderUpload}
          onCreated={(datasetVersionId) => onChange({ ...draft, datasetVersionId })}
        />
        {sets.length === 0 && choices.unversioned.length === 0 ? (
          <p className="text-muted text-sm">
            {spaced(t('training.newDataset'))}
            <Link href="/data" className="text-accent underline">
              {t('training.openDatasets')}
            </Link>
          </p>
        ) : null}
        <Field label={t('training.modelName')} hint={t('training.modelNameHint')}>
          {(control) => (
            <Input
              {...control}
              value={draft.modelName}
              placeholder="mail-triage"
              spellCheck={false}
              onChange={(event) => onChange({ ...draft, modelName: toModelName(event.target.value) })}
            />
          )}
        </Field>
      </div>
    </Panel>
  )
}
