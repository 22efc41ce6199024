'use client'
import type { FieldControl } from '@/components/ui/field'
import { Select, type SelectGroup } from '@/components/ui/select'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelChoice } from '@/lib/contracts/routes'

export interface ModelPickerProps {
  control?: FieldControl
  label: string
  value: ModelChoice | null
  onSelect: (model: ModelChoice | null) => void
  /** Label of a first entry that selects no model. */
  none?: string
  placeholder?: string
  /** Whether a language model can be selected. */
  isOffered: (model: ModelOption) => boolean
  className?: string
}

const NONE = 'none'

/** Selects a language model of the workspace. A deleted model stays visible by name. */
export function ModelPicker(props: ModelPickerProps) {
  const { control, label, value, onSelect, none, placeholder, isOffered, className } = props
  const models = useContractQuery(listModels, { staleTime: 30_000 })
  const offered = (models.data?.models ?? []).filter((model) => model.ability === 'chat' && isOffered(model))
  const current = value === null ? (none === undefined ? '' : NONE) : keyOf(value)
  const isUnavailable =
    value !== null && models.data !== undefined && !offered.some((model) => keyOf(model) === current)
  function choose(key: string) {
    const found = offered.find((model) => keyOf(model) === key)
    onSelect(found ? { connection: found.connection, model: found.model } : null)
  }
  return (
    <Select
      {...control}
      aria-label={label}
      value={current}
      onValueChange={choose}
      options={[
        ...(none === undefined ? [] : [{ value: NONE, label: none }]),
        ...(isUnavailable ? [{ value: current, label: value.model }] : []),
      ]}
      groups={groupsOf(offered)}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(className === undefined ? {} : { className })}
    />
  )
}

const keyOf = ({ connection, model }: ModelChoice) => `${connection} ${model}`

function groupsOf(models: readonly ModelOption[]): SelectGroup[] {
  const groups = Map.groupBy(models, ({ connection }) => connection)
  return [...groups.values()].map((ofOne) => ({
    label: ofOne[0]?.connectionName ?? '',
    options: ofOne.map((model) => ({ value: keyOf(model), label: model.label })),
  }))
}
