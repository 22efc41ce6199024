'use client'
import Link from 'next/link'
import { Select, type SelectOption } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useModelRules } from '@/lib/client/queries/use-model-rules'
import type { ModelOption } from '@/lib/contracts/models'
import { isJsonObject, textOf } from '../json-values'
import type { ModelFieldProps } from './model-field-props'
import { groupModels, keyOf } from './model-groups'

export interface WorkspaceModelSelectProps extends ModelFieldProps {
  models: readonly ModelOption[]
  /** An entry above the models that applies if none is selected. Its value is a key of `keyOf`. */
  first: SelectOption
  /** Shown with a link to connect a model if the workspace has none. */
  missing: string | null
}

/** Selects a model of the workspace. A selected model that no longer exists is kept and marked as unknown. */
export function WorkspaceModelSelect(props: WorkspaceModelSelectProps) {
  const { models, first, missing, value, onChange, control } = props
  const rules = useModelRules()
  const current = isJsonObject(value) ? keyOf(textOf(value.connection), textOf(value.model)) : first.value
  const isKnown =
    current === first.value || models.some(({ connection, model }) => keyOf(connection, model) === current)
  const unknown = { value: current, label: t('canvas.unknownModel', { model: current.split(' ')[1] ?? '' }) }
  return (
    <>
      <Select
        {...control}
        value={current}
        onValueChange={(key) => {
          const [connection = '', ...model] = key.split(' ')
          onChange({ connection, model: model.join(' ') })
        }}
        options={isKnown ? [first] : [first, unknown]}
        groups={groupModels(models, rules)}
      />
      {missing === null ? null : (
        <p className="text-muted text-xs">
          {spaced(missing)}
          <Link href="/models" className="text-accent underline">
            {t('canvas.connectModel')}
          </Link>
        </p>
      )}
    </>
  )
}
