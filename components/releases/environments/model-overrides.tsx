'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { IconButton } from '@/components/ui/icon-button'
import { Select, type SelectGroup } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import {
  type EnvironmentView,
  listEnvironments,
  type ModelOverride,
  updateEnvironment,
} from '@/lib/contracts/environments'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelChoice } from '@/lib/contracts/routes'
import type { AppError } from '@/lib/core/app-error'

type Row = { id: number; from: ModelChoice | null; to: ModelChoice | null }

/** Models that replace the ones named in nodes. */
export function ModelOverrides({ appId, environment }: { appId: string; environment: EnvironmentView }) {
  const [rows, setRows] = useState<Row[]>(() => environment.models.map((row, id) => ({ id, ...row })))
  const [error, setError] = useState<AppError | null>(null)
  const models = useContractQuery(listModels, { staleTime: 30_000 })
  const save = useContractMutation(updateEnvironment, {
    invalidates: [listEnvironments],
    onSuccess: () => toast.success(t('common.saved')),
    onError: setError,
  })
  const set = (id: number, change: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.id === id ? { ...row, ...change } : row)))
  const complete = rows.flatMap(({ from, to }): ModelOverride[] => (from && to ? [{ from, to }] : []))
  const offered = models.data?.models ?? []
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{t('releases.modelsText')}</p>
      <ul className="flex flex-col gap-3">
        {rows.map(({ id, from, to }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 text-sm">
            <Pick
              label={t('releases.modelFrom')}
              models={offered}
              value={from}
              onPick={(next) => set(id, { from: next })}
            />
            <span className="text-muted">{t('releases.modelTo')}</span>
            <Pick label={t('releases.modelTo')} models={offered} value={to} onPick={(next) => set(id, { to: next })} />
            <IconButton
              icon="x"
              label={t('releases.removeModel')}
              onClick={() => setRows((before) => before.filter((row) => row.id !== id))}
            />
          </li>
        ))}
      </ul>
      <FormError error={error} />
      <div className="flex justify-between gap-2">
        <Button
          icon="plus"
          onClick={() => setRows((before) => [...before, { id: (before.at(-1)?.id ?? -1) + 1, from: null, to: null }])}
        >
          {t('releases.addModel')}
        </Button>
        <Button
          variant="primary"
          busy={save.isPending}
          disabled={complete.length < rows.length}
          onClick={() => {
            setError(null)
            save.mutate({ params: { appId, environment: environment.name }, body: { models: complete } })
          }}
        >
          {t('common.save')}
        </Button>
      </div>
    </div>
  )
}

interface PickProps {
  label: string
  models: readonly ModelOption[]
  value: ModelChoice | null
  onPick: (model: ModelChoice) => void
}

function Pick({ label, models, value, onPick }: PickProps) {
  const current = value ? keyOf(value) : ''
  const isUnavailable = value !== null && !models.some((model) => keyOf(model) === current)
  const groups: SelectGroup[] = [...Map.groupBy(models, ({ connectionName }) => connectionName)].map(
    ([name, ofOne]) => ({ label: name, options: ofOne.map((model) => ({ value: keyOf(model), label: model.label })) }),
  )
  return (
    <Select
      className="min-w-40 flex-1 max-sm:min-w-3/4"
      aria-label={label}
      placeholder={t('releases.chooseModel')}
      value={current}
      onValueChange={(key) => {
        const found = models.find((model) => keyOf(model) === key)
        if (found) onPick({ connection: found.connection, model: found.model })
      }}
      options={isUnavailable ? [{ value: current, label: value.model }] : []}
      groups={groups}
    />
  )
}

const keyOf = ({ connection, model }: ModelChoice) => `${connection} ${model}`
