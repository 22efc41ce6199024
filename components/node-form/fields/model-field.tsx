'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select, type SelectGroup } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { Json } from '@/lib/core/json'
import { isJsonObject, textOf } from '../json-values'

export interface ModelFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

const AUTO = 'auto auto'

/** A chat model of the workspace, or the workspace's default. */
export function ModelField({ value, onChange, control }: ModelFieldProps) {
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const models = (query.data?.models ?? []).filter((model) => model.ability === 'chat')
  const current = isJsonObject(value) ? keyOf(textOf(value.connection), textOf(value.model)) : AUTO
  const preset = models.find(
    ({ connection, model }) =>
      connection === query.data?.defaultChat.connection && model === query.data.defaultChat.model,
  )
  const isKnown = current === AUTO || models.some(({ connection, model }) => keyOf(connection, model) === current)
  const missing = isKnown
    ? []
    : [{ value: current, label: t('canvas.unknownModel', { model: current.split(' ')[1] ?? '' }) }]
  return (
    <>
      <Select
        {...control}
        value={current}
        onValueChange={(key) => {
          const [connection = 'auto', ...model] = key.split(' ')
          onChange({ connection, model: model.join(' ') })
        }}
        options={[
          {
            value: AUTO,
            label: t('canvas.defaultModel'),
            description: preset ? t('canvas.defaultModelNow', { model: preset.label }) : t('canvas.defaultModelHint'),
          },
          ...missing,
        ]}
        groups={groupModels(models)}
      />
      {models.some((model) => !model.extractive) || query.isPending ? null : (
        <p className="text-muted text-xs">
          {t('canvas.noLanguageModel')}{' '}
          <Link href="/models" className="text-accent hover:underline">
            {t('canvas.connectModel')}
          </Link>
        </p>
      )}
    </>
  )
}

function groupModels(models: readonly ModelOption[]): SelectGroup[] {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const { connection, connectionName, model, label } of models) {
    const group = groups.get(connectionName) ?? []
    group.push({ value: keyOf(connection, model), label })
    groups.set(connectionName, group)
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

function keyOf(connection: string, model: string): string {
  return `${connection} ${model}`
}
