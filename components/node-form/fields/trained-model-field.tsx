'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTrainedModels } from '@/lib/contracts/training'
import type { Json } from '@/lib/core/json'
import { isJsonObject, textOf } from '../json-values'
import { toClassPorts } from './to-class-ports'

export interface TrainedModelFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

/** A classifier trained here. Selecting it also stores its class names, which become the branches. */
export function TrainedModelField({ value, onChange, control }: TrainedModelFieldProps) {
  const query = useContractQuery(listTrainedModels, { staleTime: 10_000 })
  const models = (query.data?.models ?? []).filter(({ kind, production }) => kind === 'classifier' && production)
  const name = isJsonObject(value) ? textOf(value.name) : ''
  const selected = models.find((model) => model.name === name)
  const isMissing = name !== '' && !query.isPending && !selected
  return (
    <>
      <Select
        {...control}
        value={name || undefined}
        placeholder={t('training.chooseModel')}
        onValueChange={(picked) => {
          const model = models.find((item) => item.name === picked)
          if (model) onChange({ name: model.name, classes: toClassPorts(model.classes) })
        }}
        options={[
          ...models.map((model) => ({
            value: model.name,
            label: model.name,
            description: t('training.classCount', { count: model.classes.length }),
          })),
          ...(isMissing ? [{ value: name, label: t('training.missingModel', { name }), disabled: true }] : []),
        ]}
      />
      {models.length > 0 || query.isPending ? null : (
        <p className="text-muted text-xs">
          {spaced(t('training.noClassifier'))}
          <Link href="/models/trained/new" className="text-accent underline">
            {t('training.trainOne')}
          </Link>
        </p>
      )}
    </>
  )
}
