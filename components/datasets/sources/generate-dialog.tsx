'use client'
import { useState } from 'react'
import { ModelField } from '@/components/node-form/fields/model-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { useBodySchema } from '@/lib/client/queries/use-body-schema'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { generateExamples, MAX_GENERATED } from '@/lib/contracts/dataset-sources'
import type { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import type { SourceDialogProps } from './upload-dialog'

const DEFAULT_MODEL = { connection: 'auto', model: 'auto' }

/** Instructions for a language model that writes examples. All of them need a review. */
export function GenerateDialog({ dataset, onStarted, onClose }: SourceDialogProps) {
  const [instructions, setInstructions] = useState('')
  const [count, setCount] = useState('20')
  const [seeds, setSeeds] = useState(String(Math.min(5, dataset.approvedCount)))
  const [model, setModel] = useState(DEFAULT_MODEL)
  const [error, setError] = useState<AppError | null>(null)
  const schema = useBodySchema(generateExamples)
  const start = useContractMutation(generateExamples, {
    invalidates: AFTER_CHANGE,
    onSuccess: onStarted,
    onError: setError,
  })
  function choose(value: Json) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    if (typeof value.connection === 'string' && typeof value.model === 'string')
      setModel({ connection: value.connection, model: value.model })
  }
  const body = {
    instructions,
    count: Number(count),
    seeds: Number(seeds),
    model: model.connection === 'auto' ? null : model,
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.fromModel')}
        description={t('datasets.fromModelHint')}
        size="lg"
        footer={
          <Button
            variant="primary"
            icon="wand"
            busy={start.isPending}
            disabled={!schema?.safeParse(body).success}
            onClick={() => start.mutate({ params: { datasetId: dataset.id }, body })}
          >
            {t('datasets.generate')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label={t('datasets.instructions')} hint={t('datasets.instructionsHint')}>
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                maxLength={4_000}
                placeholder={t('datasets.instructionsPlaceholder')}
                value={instructions}
                onChange={(event) => setInstructions(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('datasets.model')}>
            {(control) => <ModelField value={model} onChange={choose} control={control} />}
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('datasets.count')} hint={t('datasets.countHint', { most: MAX_GENERATED })}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={MAX_GENERATED}
                  value={count}
                  onChange={(event) => setCount(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('datasets.seeds')} hint={t('datasets.seedsHint', { count: dataset.approvedCount })}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={0}
                  max={20}
                  value={seeds}
                  onChange={(event) => setSeeds(event.target.value)}
                />
              )}
            </Field>
          </div>
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
