'use client'
import Link from 'next/link'
import { Select, type SelectOption } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useModelRules } from '@/lib/client/queries/use-model-rules'
import type { ModelOption } from '@/lib/contracts/models'
import { isJsonObject, textOf } from '../json-values'
import type { ModelFieldProps } from './model-field'
import { groupModels, keyOf } from './model-groups'

export interface WorkspaceModelSelectProps extends ModelFieldProps {
  models: readonly ModelOption[]
  /** What stands above them and holds where nothing is chosen. Its value is a key of `keyOf`. */
  first: SelectOption
  /** Said where there is nothing to choose, with the way to connect a model. */
  missing: string | null
}

/** A model of the workspace. One that was chosen and is there no more stays, and is said to be unknown. */
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
