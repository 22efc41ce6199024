'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { addExample, type ExampleView, updateExample } from '@/lib/contracts/dataset-examples'
import type { DatasetView } from '@/lib/contracts/datasets'
import type { AppError } from '@/lib/core/app-error'
import { emptyExample } from './empty-example'
import { ExampleFields } from './example-fields'
import { AFTER_CHANGE } from './use-example-actions'

export interface ExampleDialogProps {
  dataset: DatasetView
  /** Null for a new example. */
  example: ExampleView | null
  onSaved: (id: string) => void
  onClose: () => void
}

export function ExampleDialog({ dataset, example, onSaved, onClose }: ExampleDialogProps) {
  const [data, setData] = useState(example?.data ?? emptyExample(dataset.kind))
  const [error, setError] = useState<AppError | null>(null)
  const settings = {
    invalidates: AFTER_CHANGE,
    onSuccess: ({ id }: { id: string }) => onSaved(id),
    onError: setError,
  }
  const add = useContractMutation(addExample, settings)
  const update = useContractMutation(updateExample, settings)
  function save() {
    setError(null)
    if (example) update.mutate({ params: { datasetId: dataset.id, exampleId: example.id }, body: { data } })
    else add.mutate({ params: { datasetId: dataset.id }, body: { data } })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={example ? t('datasets.editExample') : t('datasets.addExample')}
        {...(example ? { description: t('datasets.editExampleHint') } : {})}
        size="lg"
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button variant="primary" busy={add.isPending || update.isPending} onClick={save}>
              {example ? t('common.save') : t('common.add')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <ExampleFields data={data} onChange={setData} />
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
