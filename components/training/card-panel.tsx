'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { saveText } from '@/lib/client/save-text'
import { useHasRole } from '@/lib/client/session/use-session'
import {
  getTrainedModel,
  getTrainedModelCard,
  listTrainedModels,
  type TrainedModelDetail,
  updateTrainedModel,
} from '@/lib/contracts/training'
import { Panel } from './panel'

const FIELDS = ['intendedUse', 'limits', 'licence', 'contact'] as const

/** Notes on the model. Metrics and data are added to the downloaded card. */
export function CardPanel({ model }: { model: TrainedModelDetail }) {
  const canEdit = useHasRole('editor')
  const [description, setDescription] = useState(model.description)
  const [card, setCard] = useState(model.card)
  const written = useContractQuery(getTrainedModelCard, { params: { trainedModelId: model.id } })
  const save = useContractMutation(updateTrainedModel, {
    invalidates: [getTrainedModel, getTrainedModelCard, listTrainedModels],
    onSuccess: () => toast(t('training.cardSaved')),
  })
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title={t('training.card')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ params: { trainedModelId: model.id }, body: { description, card } })
          }}
        >
          <Field label={t('training.description')}>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          {FIELDS.map((name) => (
            <Field key={name} label={t(`training.${name}`)}>
              {(control) => {
                const props = {
                  ...control,
                  value: card[name],
                  onChange: (event: { target: { value: string } }) => setCard({ ...card, [name]: event.target.value }),
                }
                return name === 'licence' || name === 'contact' ? (
                  <Input {...props} />
                ) : (
                  <Textarea rows={3} {...props} />
                )
              }}
            </Field>
          ))}
          {canEdit ? (
            <Button type="submit" variant="primary" className="self-start" busy={save.isPending}>
              {t('training.save')}
            </Button>
          ) : null}
        </form>
      </Panel>
      <Panel
        title="Markdown"
        actions={
          <Button
            size="sm"
            icon="download"
            disabled={!written.data}
            onClick={() => written.data && saveText(written.data.fileName, written.data.markdown)}
          >
            {t('training.downloadCard')}
          </Button>
        }
      >
        <pre className="max-h-128 overflow-auto whitespace-pre-wrap break-words font-mono text-xs leading-5">
          {written.data?.markdown ?? t('training.loading')}
        </pre>
      </Panel>
    </div>
  )
}
