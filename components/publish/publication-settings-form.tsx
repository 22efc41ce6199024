'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { type ContractForm, useContractForm } from '@/lib/client/use-contract-form'
import { getApp, listApps } from '@/lib/contracts/apps'
import { AppAccess, getPublication, type PublicationView, savePublication } from '@/lib/contracts/versions'
import { AccentField } from './accent-field'
import { BubblePreview } from './bubble-preview'
import { LinesField } from './lines-field'
import { toOrigin } from './to-origin'

type SettingsForm = ContractForm<typeof savePublication>

export interface PublicationSettingsFormProps {
  appId: string
  publication: PublicationView
}

/** Address, access and looks of page and widget, with a preview beside them. */
export function PublicationSettingsForm({ appId, publication }: PublicationSettingsFormProps) {
  const { publishedVersion, baseUrl, ...settings } = publication
  const form = useContractForm(savePublication, {
    params: { appId },
    initial: settings,
    invalidates: [getPublication, listApps, getApp],
    onSuccess: () => toast.success(t('publish.settingsSaved')),
  })
  return (
    <form onSubmit={form.onSubmit} className="grid gap-6 md:grid-cols-[1fr_300px]">
      <div className="flex min-w-0 flex-col gap-4">
        <AddressFields form={form} baseUrl={baseUrl} />
        <LookFields form={form} />
        <DurabilityField form={form} />
        <RunsPerKeyField form={form} />
        <FormError error={form.error} />
        <Button type="submit" variant="accent" busy={form.busy} className="self-start">
          {t('publish.saveSettings')}
        </Button>
      </div>
      <BubblePreview settings={form.values} />
    </form>
  )
}

function AddressFields({ form, baseUrl }: { form: SettingsForm; baseUrl: string }) {
  const { values, errors, set } = form
  return (
    <>
      <Field label={t('publish.slug')} hint={t('publish.slugHint')} error={errors.slug} required>
        {(control) => (
          <div className="flex items-center gap-1.5">
            <span className="max-w-1/2 shrink-0 truncate text-muted text-sm">{`${baseUrl}/chat/`}</span>
            <Input {...control} value={values.slug} onChange={(event) => set({ slug: event.target.value })} />
          </div>
        )}
      </Field>
      <Field label={t('publish.access')} error={errors.access}>
        {(control) => (
          <Select
            {...control}
            value={values.access}
            onValueChange={(value) => set({ access: AppAccess.catch('key').parse(value) })}
            options={[
              { value: 'link', label: t('publish.accessLink'), description: t('publish.accessLinkText') },
              { value: 'members', label: t('publish.accessMembers'), description: t('publish.accessMembersText') },
              { value: 'key', label: t('publish.accessKey'), description: t('publish.accessKeyText') },
            ]}
          />
        )}
      </Field>
      <LinesField
        label={t('publish.allowedOrigins')}
        hint={t('publish.allowedOriginsHint')}
        error={firstError(errors, 'allowedOrigins')}
        value={values.allowedOrigins}
        placeholder="https://example.com"
        tidy={toOrigin}
        onChange={(allowedOrigins) => set({ allowedOrigins })}
      />
    </>
  )
}

function LookFields({ form }: { form: SettingsForm }) {
  const { values, errors, set } = form
  return (
    <>
      <Field label={t('publish.titleOfPage')} error={errors.title} required>
        {(control) => (
          <Input
            {...control}
            value={values.title}
            maxLength={80}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('publish.greeting')} hint={t('publish.greetingHint')} error={errors.greeting}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={values.greeting}
            onChange={(event) => set({ greeting: event.target.value })}
          />
        )}
      </Field>
      <LinesField
        label={t('publish.suggestions')}
        hint={t('publish.suggestionsHint')}
        error={firstError(errors, 'suggestions')}
        value={values.suggestions}
        onChange={(suggestions) => set({ suggestions })}
      />
      <AccentField value={values.accent} error={errors.accent} onChange={(accent) => set({ accent })} />
    </>
  )
}

function DurabilityField({ form: { values, errors, set } }: { form: SettingsForm }) {
  return (
    <Field label={t('publish.durability')} error={errors.durability}>
      {(control) => (
        <Select
          {...control}
          value={values.durability ?? 'async'}
          onValueChange={(value) => set({ durability: value === 'sync' ? 'sync' : 'async' })}
          options={[
            { value: 'async', label: t('publish.durabilityAsync'), description: t('publish.durabilityAsyncText') },
            { value: 'sync', label: t('publish.durabilitySync'), description: t('publish.durabilitySyncText') },
          ]}
        />
      )}
    </Field>
  )
}

function RunsPerKeyField({ form: { values, errors, set } }: { form: SettingsForm }) {
  return (
    <Field label={t('publish.runsPerKey')} hint={t('publish.runsPerKeyHint')} error={errors.runsPerKey}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={100}
          className="w-24"
          value={values.runsPerKey ?? 1}
          onChange={(event) => set({ runsPerKey: Number(event.target.value) })}
        />
      )}
    </Field>
  )
}

/** A list's own problem, or that of its first wrong line. */
function firstError(errors: Readonly<Record<string, string>>, name: string): string | undefined {
  const key = Object.keys(errors).find((candidate) => candidate === name || candidate.startsWith(`${name}.`))
  return key === undefined ? undefined : errors[key]
}
