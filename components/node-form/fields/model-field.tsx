'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useModelRules } from '@/lib/client/use-model-rules'
import { listModels } from '@/lib/contracts/models'
import type { Json } from '@/lib/core/json'
import { isJsonObject, textOf } from '../json-values'
import { groupModels, keyOf } from './model-groups'

export interface ModelFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}

const AUTO = 'auto auto'

/** A chat model of the workspace, or the workspace's default. */
export function ModelField({ value, onChange, control }: ModelFieldProps) {
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const rules = useModelRules()
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
        groups={groupModels(models, rules)}
      />
      {models.some((model) => !model.extractive) || query.isPending ? null : (
        <p className="text-muted text-xs">
          {spaced(t('canvas.noLanguageModel'))}
          <Link href="/models" className="text-accent underline">
            {t('canvas.connectModel')}
          </Link>
        </p>
      )}
    </>
  )
}
