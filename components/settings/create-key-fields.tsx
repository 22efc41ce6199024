'use client'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import type { ContractForm } from '@/lib/client/use-contract-form'
import { listApps } from '@/lib/contracts/apps'
import type { createKey } from '@/lib/contracts/keys'

const NEVER = 'never'
const EXPIRIES = [
  { value: '30', label: 'settings.expires30' },
  { value: '90', label: 'settings.expires90' },
  { value: '365', label: 'settings.expires365' },
] as const

export function CreateKeyFields({ id, form }: { id: string; form: ContractForm<typeof createKey> }) {
  const { name, appIds, expiresInDays } = form.values
  function setExpiry(value: string) {
    form.replace(value === NEVER ? { name, appIds } : { name, appIds, expiresInDays: Number(value) })
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
      <FormError error={form.error} />
    </form>
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
        <div className="max-h-48 divide-y overflow-y-auto rounded-md border">
          {apps.data.apps.map((app) => (
            <label
              key={app.id}
              htmlFor={`key-app-${app.id}`}
              className="flex min-h-9 cursor-pointer items-center gap-2.5 px-3 hover:bg-hover/60"
            >
              <Checkbox
                id={`key-app-${app.id}`}
                checked={appIds.includes(app.id)}
                onCheckedChange={(checked) =>
                  onChange(checked === true ? [...appIds, app.id] : appIds.filter((other) => other !== app.id))
                }
              />
              <span className="min-w-0 flex-1 truncate">{app.name}</span>
              {app.slug ? <span className="font-mono text-faint text-xs">{app.slug}</span> : null}
            </label>
          ))}
        </div>
      )}
      <p role={error ? 'alert' : undefined} className={error ? 'text-danger text-xs' : 'text-muted text-xs'}>
        {error ?? t('settings.appsHint')}
      </p>
    </fieldset>
  )
}
