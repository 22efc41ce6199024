'use client'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels } from '@/lib/contracts/models'
import type { ModelFieldProps } from './model-field-props'
import { keyOf } from './model-groups'
import { WorkspaceModelSelect } from './workspace-model-select'

/** A chat model of the workspace, or the workspace's default. */
export function ModelField(props: ModelFieldProps) {
  const { data, isPending } = useContractQuery(listModels, { staleTime: 30_000 })
  const models = (data?.models ?? []).filter((model) => model.ability === 'chat')
  const preset = models.find(
    ({ connection, model }) => connection === data?.defaultChat.connection && model === data.defaultChat.model,
  )
  const hasLanguageModel = models.some((model) => !model.extractive)
  return (
    <WorkspaceModelSelect
      {...props}
      models={models}
      first={{
        value: keyOf('auto', 'auto'),
        label: t('canvas.defaultModel'),
        description: preset ? t('canvas.defaultModelNow', { model: preset.label }) : t('canvas.defaultModelHint'),
      }}
      missing={hasLanguageModel || isPending ? null : t('canvas.noLanguageModel')}
    />
  )
}
