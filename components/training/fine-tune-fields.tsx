'use client'
import Link from 'next/link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { parseDollars } from '@/lib/client/format/parse-dollars'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import type { Draft } from './plan-draft'
import type { Choices, PlanFormProps } from './plan-form-props'

const NO_MODELS: readonly string[] = []
const NUMBERS = [
  { name: 'epochs', label: 'training.epochs', min: 1, max: 50, step: 1 },
  { name: 'batchSize', label: 'training.batchSize', min: 1, max: 256, step: 1 },
  { name: 'learningRateMultiplier', label: 'training.learningRate', min: 0.01, max: 100, step: 0.01 },
] as const

export function FineTuneFields({ draft, onChange, choices }: PlanFormProps) {
  const connection = choices.connections.find(({ id }) => id === draft.connectionId)
  const baseModels = connection?.baseModels ?? NO_MODELS
  // Settings that the service does not support are hidden.
  const numbers = NUMBERS.filter(({ name }) => !connection || connection.settings.includes(name))
  if (choices.connections.length === 0)
    return (
      <p className="text-sm">
        {spaced(t('training.noConnections'))}
        <Link href="/models" className="text-accent underline">
          {t('training.openConnections')}
        </Link>
      </p>
    )
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t('training.connection')} className="sm:col-span-3">
        {(control) => (
          <Select
            {...control}
            value={draft.connectionId || undefined}
            placeholder={t('training.connection')}
            onValueChange={(connectionId) => onChange(withConnection(draft, choices, connectionId))}
            options={choices.connections.map(({ id, name, provider }) => ({
              value: id,
              label: name,
              description: provider,
            }))}
          />
        )}
      </Field>
      <Field label={t('training.baseModel')} hint={t('training.baseModelHint')} className="sm:col-span-3">
        {(control) => (
          <>
            <Input
              {...control}
              list="base-models"
              value={draft.baseModel}
              placeholder={connection?.modelExample ?? ''}
              spellCheck={false}
              onChange={(event) => onChange({ ...draft, baseModel: event.target.value })}
            />
            <datalist id="base-models">
              {baseModels.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      {numbers.map(({ name, label, ...limits }) => (
        <Field key={name} label={t(label)} hint={draft[name] === '' ? t('training.auto') : undefined}>
          {(control) => (
            <Input
              {...control}
              {...limits}
              type="number"
              placeholder="auto"
              value={draft[name]}
              onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field
        label={t('training.price')}
        hint={t('training.priceHint')}
        {...(isPrice(draft.price) ? {} : { error: t('training.priceWrong') })}
        className="sm:col-span-3"
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            placeholder={t('training.priceListed')}
            value={draft.price}
            onChange={(event) => onChange({ ...draft, price: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

const isPrice = (text: string): boolean => text.trim() === '' || parseDollars(text) !== null

/** Clears settings that the new service does not support, and a base model of the previous one. */
function withConnection(draft: Draft, choices: Choices, connectionId: string): Draft {
  const next = choices.connections.find(({ id }) => id === connectionId)
  const before = choices.connections.find(({ id }) => id === draft.connectionId)
  const isOther = before !== undefined && next !== undefined && before.provider !== next.provider
  const kept = NUMBERS.map(({ name }) => [name, next?.settings.includes(name) ? draft[name] : ''])
  return { ...draft, ...Object.fromEntries(kept), connectionId, ...(isOther ? { baseModel: '', price: '' } : {}) }
}
