'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getDatasetCard } from '@/lib/contracts/dataset-versions'
import { type DatasetCard, type DatasetView, getDataset, updateDataset } from '@/lib/contracts/datasets'
import type { AppError } from '@/lib/core/app-error'

const TEXTS = ['summary', 'intendedUse', 'collection', 'limits'] as const
const LABELS = {
  summary: ['datasets.cardSummary', 'datasets.cardSummaryHint'],
  intendedUse: ['datasets.cardUse', 'datasets.cardUseHint'],
  collection: ['datasets.cardCollection', 'datasets.cardCollectionHint'],
  limits: ['datasets.cardLimits', 'datasets.cardLimitsHint'],
} as const satisfies Record<(typeof TEXTS)[number], readonly [MessageKey, MessageKey]>

/** Information about the data that only people can provide. */
export function CardForm({ dataset }: { dataset: DatasetView }) {
  const [card, setCard] = useState<DatasetCard>(dataset.card)
  const [error, setError] = useState<AppError | null>(null)
  const save = useContractMutation(updateDataset, {
    invalidates: [getDatasetCard, getDataset],
    onError: setError,
    onSuccess: () => toast.success(t('common.saved')),
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setError(null)
        save.mutate({ params: { datasetId: dataset.id }, body: { card } })
      }}
    >
      {TEXTS.map((name) => (
        <Field key={name} label={t(LABELS[name][0])} hint={t(LABELS[name][1])}>
          {(control) => (
            <Textarea
              {...control}
              maxLength={10_000}
              value={card[name]}
              onChange={(event) => setCard({ ...card, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field label={t('datasets.cardContact')}>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={card.contact}
            onChange={(event) => setCard({ ...card, contact: event.target.value })}
          />
        )}
      </Field>
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={save.isPending} className="self-start">
        {t('common.save')}
      </Button>
    </form>
  )
}
