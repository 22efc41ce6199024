'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { splitExamples } from '@/lib/contracts/dataset-examples'
import type { DatasetView } from '@/lib/contracts/datasets'
import type { AppError } from '@/lib/core/app-error'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import { SPLIT_LABELS } from '../kind-labels'

const PARTS = ['train', 'validation', 'test'] as const

export function SplitDialog({ dataset, onClose }: { dataset: DatasetView; onClose: () => void }) {
  const [shares, setShares] = useState({ train: '80', validation: '10', test: '10' })
  const [seed, setSeed] = useState('1')
  const [again, setAgain] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const split = useContractMutation(splitExamples, {
    invalidates: AFTER_CHANGE,
    onError: setError,
    onSuccess: (counts) => {
      toast.success(t('datasets.splitDone', counts))
      onClose()
    },
  })
  const numbers = { train: Number(shares.train), validation: Number(shares.validation), test: Number(shares.test) }
  const sum = numbers.train + numbers.validation + numbers.test
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.splitAction')}
        description={t('datasets.splitHint')}
        footer={
          <Button
            variant="primary"
            busy={split.isPending}
            disabled={sum !== 100}
            onClick={() =>
              split.mutate({ params: { datasetId: dataset.id }, body: { ...numbers, seed: Number(seed), again } })
            }
          >
            {t('datasets.splitNow')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-3 gap-3">
            {PARTS.map((part) => (
              <Field key={part} label={t('datasets.splitShare', { part: t(SPLIT_LABELS[part]) })}>
                {(control) => (
                  <Input
                    {...control}
                    type="number"
                    min={0}
                    max={100}
                    value={shares[part]}
                    onChange={(event) => setShares({ ...shares, [part]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          {sum === 100 ? null : <p className="text-danger text-xs">{t('datasets.splitSum', { sum })}</p>}
          <Field label={t('datasets.seed')} hint={t('datasets.seedHint')}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={1_000_000}
                value={seed}
                onChange={(event) => setSeed(event.target.value)}
              />
            )}
          </Field>
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is inside. */}
          <label className="flex items-start gap-2 text-sm">
            <Checkbox checked={again} onCheckedChange={(next) => setAgain(next === true)} className="mt-0.5" />
            {t('datasets.splitAgain')}
          </label>
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
