'use client'
import { FormerAddresses } from '@/components/addresses/former-addresses'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SwitchRow } from '@/components/ui/switch-row'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { type ContractForm, useContractForm } from '@/lib/client/queries/use-contract-form'
import { getApp, listApps } from '@/lib/contracts/apps'
import {
  APP_ACCESS,
  DEFAULT_BATCH_ROWS,
  getPublication,
  listFormerAddresses,
  MAX_BATCH_ROWS_OF_VISITORS,
  type PublicationView,
  savePublication,
} from '@/lib/contracts/versions'
import { defaultSources, SourceDetail } from '@/lib/core/knowledge/source-detail'
import { oneOf } from '@/lib/core/one-of'
import { toOrigin } from './connect/to-origin'
import { firstError } from './widget/first-error'
import { LinesField } from './widget/lines-field'

type SettingsForm = ContractForm<typeof savePublication>

export interface PublicationSettingsFormProps {
  appId: string
  publication: PublicationView
}

/** Address, access and durability of page and widget. */
export function PublicationSettingsForm({ appId, publication }: PublicationSettingsFormProps) {
  const { publishedVersion, baseUrl, ...settings } = publication
  const form = useContractForm(savePublication, {
    params: { appId },
    initial: settings,
    invalidates: [getPublication, listApps, getApp, listFormerAddresses],
    onSuccess: () => toast.success(t('publish.settingsSaved')),
  })
  return (
    <form onSubmit={form.onSubmit} className="flex max-w-2xl flex-col gap-4">
      <AddressFields form={form} baseUrl={baseUrl} appId={appId} />
      <SourcesField form={form} />
      <PageFields form={form} />
      <Disclosure label={t('publish.advanced')}>
        <div className="flex flex-col gap-4">
          <DurabilityField form={form} />
          <RunsPerKeyField form={form} />
          <SwitchRow
            label={t('publish.showReasoning')}
            hint={t('publish.showReasoningHint')}
            checked={form.values.showReasoning ?? false}
            onChange={(showReasoning) => form.set({ showReasoning })}
          />
        </div>
      </Disclosure>
      <FormError error={form.error} />
      <Button type="submit" variant="primary" busy={form.busy} className="self-start">
        {t('publish.saveSettings')}
      </Button>
    </form>
  )
}

function AddressFields({ form, baseUrl, appId }: { form: SettingsForm; baseUrl: string; appId: string }) {
  const { values, errors, set } = form
  return (
    <>
      <Field label={t('publish.slug')} hint={t('publish.slugHint')} error={errors.slug} required>
        {(control) => (
          <div className="flex flex-col gap-1.5 sm:flex-row sm:items-center">
            <span className="shrink-0 truncate text-muted text-sm sm:max-w-1/2">{`${baseUrl}/chat/`}</span>
            <Input {...control} value={values.slug} onChange={(event) => set({ slug: event.target.value })} />
          </div>
        )}
      </Field>
      <FormerAddresses appId={appId} />
      <Field label={t('publish.access')} error={errors.access}>
        {(control) => (
          <Select
            {...control}
            value={values.access}
            onValueChange={(value) => set(withAccess(values, oneOf(APP_ACCESS, value) ?? 'key'))}
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

/** Default sources depend on the access; an explicit selection is kept. */
function withAccess({ access, sources }: SettingsForm['values'], next: (typeof APP_ACCESS)[number]) {
  const isDefault = sources === undefined || sources === defaultSources(access)
  return { access: next, ...(isDefault ? { sources: defaultSources(next) } : {}) }
}

function SourcesField({ form: { values, errors, set } }: { form: SettingsForm }) {
  return (
    <Field label={t('publish.sources')} hint={t('publish.sourcesHint')} error={errors.sources}>
      {(control) => (
        <Select
          {...control}
          value={values.sources ?? defaultSources(values.access)}
          onValueChange={(value) => set({ sources: SourceDetail.catch('none').parse(value) })}
          options={SourceDetail.options.map((value) => ({
            value,
            label: t(`publish.sources-${value}`),
            description: t(`publish.sourcesText-${value}`),
          }))}
        />
      )}
    </Field>
  )
}

function PageFields({ form: { values, errors, set } }: { form: SettingsForm }) {
  const page = values.page ?? 'single'
  return (
    <>
      <Field label={t('publish.page')} hint={t('publish.pageHint')} error={errors.page}>
        {(control) => (
          <Select
            {...control}
            value={page}
            onValueChange={(value) => set({ page: value === 'batch' || value === 'both' ? value : 'single' })}
            options={[
              { value: 'single', label: t('publish.pageSingle'), description: t('publish.pageSingleText') },
              { value: 'batch', label: t('publish.pageBatch'), description: t('publish.pageBatchText') },
              { value: 'both', label: t('publish.pageBoth'), description: t('publish.pageBothText') },
            ]}
          />
        )}
      </Field>
      {page === 'single' ? null : (
        <Field label={t('publish.batchRows')} hint={t('publish.batchRowsHint')} error={errors.batchRows}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={MAX_BATCH_ROWS_OF_VISITORS}
              className="w-28"
              value={values.batchRows ?? DEFAULT_BATCH_ROWS}
              onChange={(event) => set({ batchRows: Number(event.target.value) })}
            />
          )}
        </Field>
      )}
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
