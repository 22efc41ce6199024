'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import type { RouteCondition } from '@/lib/contracts/routes'
import { NumberBox } from './number-box'

interface ConditionFieldsProps {
  label: string
  condition: RouteCondition
  /** Called with null when no condition is left. */
  onChange: (condition: RouteCondition | null) => void
}

const HAS = ['any', 'yes', 'no'] as const
type Has = (typeof HAS)[number]

/** Conditions under which a model of a route is used. */
export function ConditionFields({ label, condition, onChange }: ConditionFieldsProps) {
  const change = (part: { [Key in keyof RouteCondition]: RouteCondition[Key] | undefined }) => {
    const all = Object.entries({ ...condition, ...part }).filter(([, value]) => value !== undefined)
    onChange(all.length === 0 ? null : Object.fromEntries(all))
  }
  return (
    <fieldset aria-label={label} className="grid min-w-0 gap-3 border-t bg-sunken/40 px-3 py-3 sm:grid-cols-2">
      <Field label={t('routes.languages')} hint={t('routes.languagesHint')} className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            defaultValue={(condition.languages ?? []).join(', ')}
            onChange={(event) => change({ languages: codesOf(event.target.value) })}
          />
        )}
      </Field>
      <NumberBox
        label={t('routes.fromTokens')}
        value={condition.minTokens ?? null}
        min={0}
        max={10_000_000}
        onChange={(minTokens) => change({ minTokens: minTokens ?? undefined })}
      />
      <NumberBox
        label={t('routes.toTokens')}
        value={condition.maxTokens ?? null}
        min={1}
        max={10_000_000}
        onChange={(maxTokens) => change({ maxTokens: maxTokens ?? undefined })}
      />
      <HasField
        label={t('routes.images')}
        value={condition.hasImages}
        onChange={(hasImages) => change({ hasImages })}
      />
      <HasField label={t('routes.tools')} value={condition.hasTools} onChange={(hasTools) => change({ hasTools })} />
    </fieldset>
  )
}

interface HasFieldProps {
  label: string
  value: boolean | undefined
  onChange: (value: boolean | undefined) => void
}

function HasField({ label, value, onChange }: HasFieldProps) {
  const shown: Has = value === undefined ? 'any' : value ? 'yes' : 'no'
  return (
    <Field label={label}>
      {() => (
        <Choice
          values={HAS}
          labelOf={(has) => t(`routes.has-${has}`)}
          value={shown}
          onSelect={(has) => onChange(has === 'any' ? undefined : has === 'yes')}
          label={label}
        />
      )}
    </Field>
  )
}

function codesOf(text: string): string[] | undefined {
  const codes = text.toLowerCase().match(/\b[a-z]{2}\b/g) ?? []
  return codes.length === 0 ? undefined : [...new Set(codes)]
}
