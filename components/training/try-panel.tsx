'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { formatDuration, formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { type TrainedModelDetail, tryVersion } from '@/lib/contracts/training'
import { Panel } from './panel'

const SHOWN = 8

/** Tests a version on sample text. */
export function TryPanel({ model }: { model: TrainedModelDetail }) {
  const versions = model.versionList
  const first = versions.find(({ stage }) => stage === 'production') ?? versions[0]
  const [versionId, setVersionId] = useState(first?.id ?? '')
  const [text, setText] = useState('')
  const attempt = useContractMutation(tryVersion)
  if (model.kind === 'chat')
    return <EmptyState icon="message-square" title={t('training.try')} text={t('training.tryInApp')} />
  if (!first) return <EmptyState icon="layers" title={t('training.try')} text={t('training.versionsEmpty')} />
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title={t('training.try')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            attempt.mutate({ params: { trainedModelId: model.id, modelVersionId: versionId }, body: { text } })
          }}
        >
          <Field label={t('training.tryText')} hint={t('training.tryHint')}>
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                value={text}
                placeholder={t('training.tryPlaceholder')}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <div className="flex flex-wrap items-end gap-3">
            <Field label={t('training.tryVersion')} className="w-56">
              {(control) => (
                <Select
                  {...control}
                  value={versionId}
                  onValueChange={setVersionId}
                  options={versions.map(({ id, number, stage }) => ({
                    value: id,
                    label: `${t('training.version', { number })} (${t(`training.stage-${stage}`)})`,
                  }))}
                />
              )}
            </Field>
            <Button type="submit" variant="primary" icon="play" busy={attempt.isPending} disabled={text.trim() === ''}>
              {t('training.try')}
            </Button>
          </div>
        </form>
      </Panel>
      <Panel title={t('training.classes')}>
        <div aria-live="polite">
          {attempt.data ? <Answer {...attempt.data} /> : <p className="text-muted text-sm">{t('training.tryEmpty')}</p>}
        </div>
      </Panel>
    </div>
  )
}

function Answer({ prediction, durationMs }: ResponseOf<typeof tryVersion>) {
  const { label, probabilities } = prediction
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-2">
        <Badge tone={label === null ? 'warning' : 'success'}>{label ?? t('training.noneOfThese')}</Badge>
        <span className="text-muted text-xs">{t('training.tryAnswer', { duration: formatDuration(durationMs) })}</span>
      </p>
      <ul className="flex flex-col gap-2">
        {probabilities.slice(0, SHOWN).map(({ name, probability }) => (
          <li key={name} className="text-sm">
            <span className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{name}</span>
              <span className="text-muted tabular-nums">{formatShare(probability)}</span>
            </span>
            <span aria-hidden className="mt-1 block h-1 rounded-full bg-pressed">
              <span className="block h-full rounded-full bg-accent" style={{ width: `${probability * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
