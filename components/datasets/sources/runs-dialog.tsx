'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SwitchRow } from '@/components/ui/switch-row'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { importRuns, previewRuns, type RunsFilter } from '@/lib/contracts/dataset-sources'
import type { ExampleReview } from '@/lib/contracts/datasets'
import { RUN_ORIGINS } from '@/lib/contracts/run-origin'
import type { AppError } from '@/lib/core/app-error'
import { oneOf } from '@/lib/core/one-of'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import { RunsPreview } from './runs-preview'
import { type About, SourceAbout } from './source-description'
import type { SourceDialogProps } from './upload-dialog'

const RATINGS = {
  any: 'datasets.ratingAny',
  up: 'datasets.ratingUp',
  down: 'datasets.ratingDown',
  corrected: 'datasets.ratingCorrected',
  none: 'datasets.ratingNone',
} as const satisfies Record<RunsFilter['rating'], MessageKey>
const ALL = 'all'
const DAY_MS = 24 * 60 * 60 * 1_000

/** Selects runs and shows how they become examples. */
export function RunsDialog({ dataset, onStarted, onClose }: SourceDialogProps) {
  const apps = useContractQuery(listApps)
  const [filter, setFilter] = useState<RunsFilter>({ appId: '', rating: 'any', origins: [], from: null, until: null })
  const [about, setAbout] = useState<About>({ origin: '', licence: '' })
  const [review, setReview] = useState<ExampleReview>('pending')
  const [includesRestricted, setIncludesRestricted] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const preview = useContractMutation(previewRuns, { onError: setError })
  const start = useContractMutation(importRuns, { invalidates: AFTER_CHANGE, onSuccess: onStarted, onError: setError })
  const params = { datasetId: dataset.id }
  const { mutate } = preview
  useEffect(() => {
    if (filter.appId !== '') mutate({ params: { datasetId: dataset.id }, body: { filter } })
  }, [mutate, dataset.id, filter])
  const set = (change: Partial<RunsFilter>) => setFilter((current) => ({ ...current, ...change }))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.fromRuns')}
        description={t('datasets.fromRunsHint')}
        size="lg"
        footer={
          <Button
            variant="primary"
            busy={start.isPending}
            disabled={!preview.data?.count}
            onClick={() =>
              start.mutate({ params, body: { ...about, filter, review, takesRestricted: includesRestricted } })
            }
          >
            {t('datasets.importCount', { count: preview.data?.count ?? 0 })}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('datasets.app')}>
              {(control) => (
                <Select
                  {...control}
                  value={filter.appId}
                  placeholder={t('datasets.chooseApp')}
                  onValueChange={(appId) => set({ appId })}
                  options={(apps.data?.apps ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <Field label={t('datasets.rating')}>
              {() => (
                <Choice
                  values={['any', 'up', 'down', 'corrected', 'none'] as const}
                  labelOf={(rating) => t(RATINGS[rating])}
                  value={filter.rating}
                  onSelect={(rating) => set({ rating })}
                  label={t('datasets.rating')}
                />
              )}
            </Field>
            <Field label={t('datasets.startedFrom')}>
              {(control) => (
                <Select
                  {...control}
                  value={filter.origins[0] ?? ALL}
                  onValueChange={(value) => {
                    const origin = oneOf(RUN_ORIGINS, value)
                    set({ origins: origin ? [origin] : [] })
                  }}
                  options={[
                    { value: ALL, label: t('datasets.anywhere') },
                    ...RUN_ORIGINS.map((value) => ({ value, label: t(RUN_ORIGIN_LABELS[value]) })),
                  ]}
                />
              )}
            </Field>
            <div className="grid grid-cols-2 gap-3">
              <DateField label={t('datasets.from')} onChange={(day) => set({ from: day && `${day}T00:00:00.000Z` })} />
              <DateField
                label={t('datasets.until')}
                onChange={(day) => set({ until: day && new Date(Date.parse(day) + DAY_MS).toISOString() })}
              />
            </div>
          </div>
          {filter.appId === '' ? null : <RunsPreview result={preview.data} />}
          {preview.data?.hasRestricted ? (
            <SwitchRow
              label={t('datasets.includeRestricted')}
              hint={t('datasets.includeRestrictedHint')}
              checked={includesRestricted}
              onChange={setIncludesRestricted}
            />
          ) : null}
          <SourceAbout about={about} onAbout={setAbout} review={review} onReview={setReview} />
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function DateField({ label, onChange }: { label: string; onChange: (day: string | null) => void }) {
  return (
    <Field label={label}>
      {(control) => <Input {...control} type="date" onChange={(event) => onChange(event.target.value || null)} />}
    </Field>
  )
}
