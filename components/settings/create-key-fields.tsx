'use client'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ContractForm } from '@/lib/client/queries/use-contract-form'
import { listApps } from '@/lib/contracts/apps'
import { listEnvironments, STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import type { createKey } from '@/lib/contracts/keys'
import { listTrainedModels } from '@/lib/contracts/training'
import { KeyLimitFields } from './key-limit-fields'

const NEVER = 'never'
const EXPIRIES = [
  { value: '30', label: 'settings.expires30' },
  { value: '90', label: 'settings.expires90' },
  { value: '365', label: 'settings.expires365' },
] as const

export function CreateKeyFields({ id, form }: { id: string; form: ContractForm<typeof createKey> }) {
  const { name, appIds = [], modelIds = [], expiresInDays } = form.values
  function setExpiry(value: string) {
    const { expiresInDays: _, ...kept } = form.values
    form.replace(value === NEVER ? kept : { ...kept, expiresInDays: Number(value) })
  }
  return (
    <form id={id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <Field label={t('common.name')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={name}
            placeholder={t('settings.keyNamePlaceholder')}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      <AppChoices appIds={appIds} onChange={(next) => form.set({ appIds: next })} error={form.errors.appIds} />
      <ModelChoices modelIds={modelIds} onChange={(next) => form.set({ modelIds: next })} />
      {appIds.length > 0 ? <EnvironmentChoice form={form} appId={appIds[0] ?? ''} /> : null}
      {appIds.length > 0 ? (
        <SwitchRow
          label={t('settings.keyEvaluates')}
          hint={t('settings.keyEvaluatesHint')}
          checked={form.values.canEvaluate ?? false}
          onChange={(canEvaluate) => form.set({ canEvaluate })}
        />
      ) : null}
      <Field label={t('settings.expires')} error={form.errors.expiresInDays}>
        {(control) => (
          <Select
            {...control}
            value={expiresInDays === undefined ? NEVER : String(expiresInDays)}
            onValueChange={setExpiry}
            options={[
              { value: NEVER, label: t('settings.never') },
              ...EXPIRIES.map(({ value, label }) => ({ value, label: t(label) })),
            ]}
          />
        )}
      </Field>
      <KeyLimitFields form={form} />
      <FormError error={form.error} />
    </form>
  )
}

/** Environments of the first app; every app has the three default ones. */
function EnvironmentChoice({ form, appId }: { form: ContractForm<typeof createKey>; appId: string }) {
  const query = useContractQuery(listEnvironments, { params: { appId } })
  const names = query.data?.environments.map(({ name }) => name) ?? [...STANDARD_ENVIRONMENTS]
  function choose(value: string) {
    const { environment: _, ...kept } = form.values
    form.replace(value === NEVER ? kept : { ...kept, environment: value })
  }
  return (
    <Field label={t('settings.keyEnvironment')} hint={t('settings.keyEnvironmentHint')} error={form.errors.environment}>
      {(control) => (
        <Select
          {...control}
          value={form.values.environment ?? NEVER}
          onValueChange={choose}
          options={[
            { value: NEVER, label: t('settings.keyEnvironmentAll') },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </Field>
  )
}

interface AppChoicesProps {
  appIds: readonly string[]
  onChange: (appIds: string[]) => void
  error: string | undefined
}

function AppChoices({ appIds, onChange, error }: AppChoicesProps) {
  const apps = useContractQuery(listApps)
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('settings.apps')}</legend>
      {!apps.data ? (
        <SkeletonRows count={2} />
      ) : apps.data.apps.length === 0 ? (
        <p className="text-muted text-sm">{t('settings.noAppsText')}</p>
      ) : (
        <Choices
          options={apps.data.apps.map(({ id, name, slug }) => ({ id, name, aside: slug }))}
          selected={appIds}
          onChange={onChange}
        />
      )}
      <p role={error ? 'alert' : undefined} className={error ? 'text-danger text-xs' : 'text-muted text-xs'}>
        {error ?? t('settings.appsHint')}
      </p>
    </fieldset>
  )
}

/** Shown if there are trained models; most workspaces have none. */
function ModelChoices({ modelIds, onChange }: { modelIds: readonly string[]; onChange: (modelIds: string[]) => void }) {
  const query = useContractQuery(listTrainedModels)
  const models = query.data?.models ?? []
  if (models.length === 0) return null
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('settings.trainedModels')}</legend>
      <Choices
        options={models.map(({ id, name, kind }) => ({ id, name, aside: t(`training.kind-${kind}`) }))}
        selected={modelIds}
        onChange={onChange}
      />
      <p className="text-muted text-xs">{t('settings.trainedModelsHint')}</p>
    </fieldset>
  )
}

interface ChoicesProps {
  options: readonly { id: string; name: string; aside: string | null }[]
  selected: readonly string[]
  onChange: (selected: string[]) => void
}

function Choices({ options, selected, onChange }: ChoicesProps) {
  return (
    <div className="max-h-48 divide-y overflow-y-auto rounded-md border">
      {options.map(({ id, name, aside }) => (
        <label
          key={id}
          htmlFor={`key-for-${id}`}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 px-3 hover:bg-hover/60"
        >
          <Checkbox
            id={`key-for-${id}`}
            checked={selected.includes(id)}
            onCheckedChange={(checked) =>
              onChange(checked === true ? [...selected, id] : selected.filter((other) => other !== id))
            }
          />
          <span className="min-w-[50%] flex-1 truncate">{name}</span>
          {aside ? <span className="truncate font-mono text-faint text-xs">{aside}</span> : null}
        </label>
      ))}
    </div>
  )
}
