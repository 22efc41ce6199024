'use client'
import { useId } from 'react'
import { settingName } from '@/components/diff/field-names'
import { ModelPicker } from '@/components/node-form/fields/model-picker'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { IconButton } from '@/components/ui/icon-button'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { MAX_PARAMETER_VALUES, type ParameterProposal, type SearchParameter } from '@/lib/contracts/optimizations'
import type { Json } from '@/lib/core/json'
import { valueText } from './value-text'

interface ParameterFieldsProps {
  proposals: readonly ParameterProposal[]
  selected: readonly SearchParameter[]
  onChange: (selected: readonly SearchParameter[]) => void
}

/** Settings by step, with the values to try. */
export function ParameterFields({ proposals, selected, onChange }: ParameterFieldsProps) {
  const steps = [...Map.groupBy(proposals, ({ nodeId }) => nodeId).values()]
  return (
    <div className="flex flex-col gap-3">
      {steps.map((own) => (
        <fieldset key={own[0]?.nodeId} className="flex flex-col gap-2 rounded-md border p-3">
          <legend className="px-1 font-medium text-sm">{own[0]?.nodeLabel}</legend>
          {own.map((proposal) => (
            <ParameterField
              key={proposal.path}
              proposal={proposal}
              values={selected.find((one) => isSame(one, proposal))?.values ?? null}
              onChange={(values) => {
                const others = selected.filter((one) => !isSame(one, proposal))
                const { nodeId, path } = proposal
                onChange(values === null ? others : [...others, { nodeId, path, values }])
              }}
            />
          ))}
        </fieldset>
      ))}
    </div>
  )
}

const isSame = (a: { nodeId: string; path: string }, b: { nodeId: string; path: string }) =>
  a.nodeId === b.nodeId && a.path === b.path

interface ParameterFieldProps {
  proposal: ParameterProposal
  /** Null if the setting is not optimized. */
  values: readonly Json[] | null
  onChange: (values: Json[] | null) => void
}

function ParameterField({ proposal, values, onChange }: ParameterFieldProps) {
  const { nodeType, path, kind, current } = proposal
  const labelId = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <span className="flex items-center gap-2 text-sm">
        <Checkbox
          aria-labelledby={labelId}
          checked={values !== null}
          onCheckedChange={(checked) => onChange(checked ? [...proposal.values] : null)}
        />
        <span id={labelId}>{settingName(nodeType, path.split('.'))}</span>
      </span>
      {values === null ? null : kind === 'prompt' ? (
        <TextValues values={values} onChange={onChange} />
      ) : kind === 'model' ? (
        <ModelValues values={values} onChange={onChange} />
      ) : (
        <span className="flex flex-wrap gap-1.5 pl-6">
          {proposal.values.map((value, index) => (
            <ValueToggle
              key={valueText(value)}
              text={valueText(value)}
              isOn={index === 0 || values.includes(value)}
              isCurrent={value === current}
              onToggle={(isOn) => onChange(isOn ? [...values, value] : values.filter((one) => one !== value))}
            />
          ))}
        </span>
      )}
    </div>
  )
}

interface ValueToggleProps {
  text: string
  isOn: boolean
  isCurrent: boolean
  onToggle: (isOn: boolean) => void
}

/** The current value is always tried. */
function ValueToggle({ text, isOn, isCurrent, onToggle }: ValueToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      disabled={isCurrent}
      onClick={() => onToggle(!isOn)}
      className="rounded-full border border-control bg-surface px-2.5 py-0.5 text-xs aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      {isCurrent ? t('optimizer.currentValue', { value: text }) : text}
    </button>
  )
}

function TextValues({ values, onChange }: { values: readonly Json[]; onChange: (values: Json[]) => void }) {
  return (
    <div className="flex flex-col gap-2 pl-6">
      {values.slice(1).map((value, offset) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: variants have no identity but their position.
        <div key={offset} className="flex items-start gap-1">
          <Textarea
            aria-label={t('optimizer.variant', { number: offset + 1 })}
            rows={4}
            value={String(value)}
            onChange={({ target }) => onChange(values.map((own, index) => (index === offset + 1 ? target.value : own)))}
          />
          <IconButton
            icon="trash"
            size="sm"
            label={t('optimizer.removeVariant', { number: offset + 1 })}
            onClick={() => onChange(values.filter((_, index) => index !== offset + 1))}
          />
        </div>
      ))}
      {values.length < MAX_PARAMETER_VALUES ? (
        <Button
          size="sm"
          icon="plus"
          className="self-start"
          onClick={() => onChange([...values, String(values[0] ?? '')])}
        >
          {t('optimizer.addVariant')}
        </Button>
      ) : null}
    </div>
  )
}

function ModelValues({ values, onChange }: { values: readonly Json[]; onChange: (values: Json[]) => void }) {
  return (
    <div className="flex flex-col gap-2 pl-6">
      <ul className="flex flex-wrap gap-1.5 text-xs">
        {values.map((value, index) => (
          <li key={valueText(value)} className="flex items-center gap-1 rounded-full border px-2.5 py-0.5">
            {index === 0 ? t('optimizer.currentValue', { value: valueText(value) }) : valueText(value)}
            {index === 0 ? null : (
              <IconButton
                icon="x"
                size="sm"
                label={t('optimizer.removeModel', { model: valueText(value) })}
                onClick={() => onChange(values.filter((own) => own !== value))}
              />
            )}
          </li>
        ))}
      </ul>
      <ModelPicker
        label={t('optimizer.addModel')}
        value={null}
        none={t('optimizer.addModel')}
        isOffered={() => true}
        onSelect={(model) => {
          if (model && !values.some((own) => valueText(own) === valueText({ ...model })))
            onChange([...values, { ...model }])
        }}
        className="w-full sm:w-72"
      />
    </div>
  )
}
