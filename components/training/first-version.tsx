'use client'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createDatasetVersion } from '@/lib/contracts/dataset-versions'
import { getTrainingChoices } from '@/lib/contracts/training-jobs'
import type { Choices } from './plan-form-props'

interface FirstVersionProps {
  sets: Choices['unversioned']
  onCreated: (datasetVersionId: string) => void
}

/** Training uses a data set version. If a data set has none, the first one can be created here. */
export function FirstVersion({ sets, onCreated }: FirstVersionProps) {
  const make = useContractMutation(createDatasetVersion, {
    invalidates: [getTrainingChoices],
    onSuccess: ({ id }) => onCreated(id),
  })
  if (sets.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted text-sm">{t('training.needsVersion')}</p>
      <ul className="divide-y rounded-md border">
        {sets.map(({ datasetId, name, examples }) => (
          <li key={datasetId} className="flex flex-wrap items-center gap-3 px-3 py-2 text-sm">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="text-muted text-xs">{t('training.examples', { count: examples })}</span>
            <Button
              size="sm"
              busy={make.isPending && make.variables.params.datasetId === datasetId}
              disabled={make.isPending}
              onClick={() => make.mutate({ params: { datasetId }, body: { note: '' } })}
            >
              {t('training.makeFirstVersion')}
            </Button>
          </li>
        ))}
      </ul>
      <FormError error={make.error} />
    </div>
  )
}
