'use client'
import { useEffect, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type CheckRequest, type CheckSplit, listCheckData, MAX_CHECK_EXAMPLES } from '@/lib/contracts/model-checks'

const PARTS = ['test', 'validation', 'train', 'all'] as const
const PART_LABELS = {
  test: 'catalog.partTest',
  validation: 'catalog.partValidation',
  train: 'catalog.partTrain',
  all: 'catalog.partAll',
} as const

/** Selects the examples of a quality check. */
export function QualityFields({ onChange }: { onChange: (request: CheckRequest | null) => void }) {
  const data = useContractQuery(listCheckData)
  const [selectedId, setSelectedId] = useState('')
  const [selectedPart, setPart] = useState<CheckSplit | null>(null)
  const [most, setMost] = useState('100')
  const versions = data.data?.versions ?? []
  const version = versions.find(({ id }) => id === selectedId) ?? versions[0]
  const { train = 0, validation = 0, test = 0 } = version?.examples ?? {}
  const counts = { train, validation, test, all: train + validation + test }
  // Training examples are weak evidence, so they are used last.
  const part = selectedPart ?? PARTS.find((name) => counts[name] > 0) ?? 'test'
  const maxExamples = Number(most)
  const isValid = Number.isInteger(maxExamples) && maxExamples >= 1 && maxExamples <= MAX_CHECK_EXAMPLES
  const versionId = isValid ? version?.id : undefined
  useEffect(() => {
    const request = { kind: 'quality' as const, split: part, maxExamples }
    onChange(versionId === undefined ? null : { ...request, datasetVersionId: versionId })
  }, [versionId, part, maxExamples, onChange])
  if (data.error) return <ErrorPanel error={data.error} onRetry={() => void data.refetch()} />
  if (!data.data) return <SkeletonRows count={2} />
  if (!version) return <p className="text-muted text-sm">{t('catalog.checkDataEmpty')}</p>
  return (
    <>
      <Field label={t('catalog.checkData')}>
        {(control) => (
          <Select
            {...control}
            value={version.id}
            onValueChange={(id) => {
              setSelectedId(id)
              setPart(null)
            }}
            options={versions.map(({ id, datasetName, number }) => ({ value: id, label: `${datasetName} ${number}` }))}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('catalog.checkPart')}>
          {() => (
            <Choice
              values={PARTS}
              labelOf={(value) => `${t(PART_LABELS[value])} (${counts[value]})`}
              value={part}
              onSelect={setPart}
              label={t('catalog.checkPart')}
            />
          )}
        </Field>
        <Field label={t('catalog.checkExamples')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={MAX_CHECK_EXAMPLES}
              value={most}
              onChange={(event) => setMost(event.target.value)}
            />
          )}
        </Field>
      </div>
    </>
  )
}
