'use client'
import Link from 'next/link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { PlanFormProps } from './plan-form'

const NUMBERS = [
  { name: 'epochs', label: 'training.epochs', min: 1, max: 50, step: 1 },
  { name: 'batchSize', label: 'training.batchSize', min: 1, max: 256, step: 1 },
  { name: 'learningRateMultiplier', label: 'training.learningRate', min: 0.01, max: 100, step: 0.01 },
] as const

export function FineTuneFields({ draft, onChange, choices }: PlanFormProps) {
  if (choices.connections.length === 0)
    return (
      <p className="text-sm">
        {t('training.noConnections')}{' '}
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
            onValueChange={(connectionId) => onChange({ ...draft, connectionId })}
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
              placeholder={choices.baseModels[0] ?? ''}
              spellCheck={false}
              onChange={(event) => onChange({ ...draft, baseModel: event.target.value })}
            />
            <datalist id="base-models">
              {choices.baseModels.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      {NUMBERS.map(({ name, label, ...limits }) => (
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
    </div>
  )
}
