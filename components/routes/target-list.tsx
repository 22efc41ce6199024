'use client'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { RouteAbility, RouteTarget } from '@/lib/contracts/routes'
import { ConditionFields } from './condition-fields'
import { keyOf, useModelNames } from './use-model-names'

interface TargetListProps {
  ability: RouteAbility
  targets: readonly RouteTarget[]
  isWeighted: boolean
  onChange: (targets: RouteTarget[]) => void
}

/** The models of a route: order, weights and conditions. */
export function TargetList({ ability, targets, isWeighted, onChange }: TargetListProps) {
  const { options, nameOf, isLoading } = useModelNames(ability)
  const free = options.filter((option) => !targets.some(({ model }) => keyOf(model) === keyOf(option)))
  const put = (index: number, target: RouteTarget) =>
    onChange(targets.map((old, position) => (position === index ? target : old)))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{t('routes.models')}</legend>
      <ol className="flex flex-col gap-2">
        {targets.map((target, index) => (
          <TargetRow
            key={keyOf(target.model)}
            target={target}
            name={nameOf(target.model)}
            isUnavailable={!isLoading && !options.some((option) => keyOf(option) === keyOf(target.model))}
            number={index + 1}
            isWeighted={isWeighted}
            onChange={(next) => put(index, next)}
            onMoveUp={index === 0 ? null : () => onChange(moved(targets, index, index - 1))}
            onMoveDown={index === targets.length - 1 ? null : () => onChange(moved(targets, index, index + 1))}
            onRemove={() => onChange(targets.filter((_, position) => position !== index))}
          />
        ))}
      </ol>
      <Select
        aria-label={t('routes.addModel')}
        className="mt-2"
        value=""
        disabled={free.length === 0}
        placeholder={
          free.length === 0 && targets.length === 0 && !isLoading
            ? t(ability === 'chat' ? 'routes.noModels' : 'routes.noModelsOfKind')
            : t('routes.addModel')
        }
        onValueChange={(key) => {
          const option = free.find((candidate) => keyOf(candidate) === key)
          if (option)
            onChange([...targets, { model: { connection: option.connection, model: option.model }, weight: 1 }])
        }}
        options={free.map((option) => ({
          value: keyOf(option),
          label: option.label,
          description: option.connectionName,
        }))}
      />
    </fieldset>
  )
}

interface TargetRowProps {
  target: RouteTarget
  name: string
  isUnavailable: boolean
  number: number
  isWeighted: boolean
  onChange: (target: RouteTarget) => void
  onMoveUp: (() => void) | null
  onMoveDown: (() => void) | null
  onRemove: () => void
}

function TargetRow(props: TargetRowProps) {
  const { target, name, isUnavailable, number, isWeighted, onChange, onMoveUp, onMoveDown, onRemove } = props
  const [isOpen, setIsOpen] = useState(false)
  const { when, ...plain } = target
  return (
    <li className="rounded-lg border">
      <div className="flex items-center gap-2 px-3 py-1.5">
        <span className="w-4 text-faint text-xs tabular-nums">{number}</span>
        <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
        {isUnavailable ? <span className="text-danger text-xs">{t('routes.missingModel')}</span> : null}
        {isWeighted ? (
          <Input
            type="number"
            min={0}
            max={1000}
            aria-label={`${t('routes.share')}: ${name}`}
            className="h-7 w-16 text-right"
            value={target.weight}
            onChange={(event) => onChange({ ...target, weight: clamp(event.target.valueAsNumber) })}
          />
        ) : null}
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-muted text-xs hover:bg-hover hover:text-ink"
        >
          <Icon name="filter" size={13} className={when ? 'text-accent' : ''} />
          <span className="hidden sm:inline">{t('routes.conditions')}</span>
        </button>
        <IconButton
          icon="arrow-up"
          label={t('routes.moveUp', { model: name })}
          disabled={!onMoveUp}
          onClick={() => onMoveUp?.()}
        />
        <IconButton
          icon="arrow-down"
          label={t('routes.moveDown', { model: name })}
          disabled={!onMoveDown}
          onClick={() => onMoveDown?.()}
        />
        <IconButton icon="x" label={t('routes.remove', { model: name })} onClick={onRemove} />
      </div>
      {isOpen ? (
        <ConditionFields
          label={t('routes.conditionsOf', { model: name })}
          condition={when ?? {}}
          onChange={(next) => onChange(next === null ? plain : { ...plain, when: next })}
        />
      ) : null}
    </li>
  )
}

function moved(targets: readonly RouteTarget[], from: number, to: number): RouteTarget[] {
  const rest = targets.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...targets.slice(from, from + 1), ...rest.slice(to)]
}

const clamp = (value: number) => (Number.isFinite(value) ? Math.max(0, Math.min(1_000, Math.round(value))) : 0)
