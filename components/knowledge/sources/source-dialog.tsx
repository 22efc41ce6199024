'use client'
import { useState } from 'react'
import { NodeForm } from '@/components/node-form/node-form'
import { NodeFormContext, useNodeFormContext } from '@/components/node-form/node-form-context'
import { WhenFields } from '@/components/schedule/when-fields'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSourceKinds } from '@/lib/contracts/knowledge-sources'
import { DefaultFields } from '../default-fields'
import { SecretField } from './secret-field'
import type { SourceDialogProps } from './source-dialog-props'
import { schemaFor } from './source-schema'
import { SourceTest } from './source-test'
import { useSourceForm } from './use-source-form'

export function SourceDialog(props: SourceDialogProps) {
  const { manifest, source, onClose } = props
  const kinds = useContractQuery(listSourceKinds)
  const folders = kinds.data?.folders ?? []
  const form = useSourceForm(props, folders)
  const context = useNodeFormContext()
  const [schema, setSchema] = useState<{ for: string; schema: ReturnType<typeof schemaFor> } | null>(null)
  const key = folders.join()
  // The schema object changes only with the folders, because the form keeps its fields by schema object.
  if (schema?.for !== key) setSchema({ for: key, schema: schemaFor(manifest, folders) })
  return (
    <FormDialog
      title={source ? t('sources.editTitle') : manifest.label}
      description={manifest.description}
      size="lg"
      submitLabel={source ? t('common.save') : t('sources.add')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {schema ? (
        <NodeFormContext value={{ ...context, options: () => [], errors: form.settingErrors }}>
          <NodeForm
            schema={schema.schema}
            texts={manifestTexts('sources', manifest.id)}
            config={form.settings}
            onChange={form.setSettings}
          />
        </NodeFormContext>
      ) : null}
      {manifest.secret ? (
        <SecretField
          secret={manifest.secret}
          docsUrl={manifest.docsUrl}
          stored={source?.hasSecret ? (source.last4 ?? '…') : null}
          value={form.secret}
          onChange={form.setSecret}
          error={form.secretError}
        />
      ) : null}
      <Field label={t('sources.name')} error={form.nameError}>
        {(control) => (
          <Input
            {...control}
            value={form.name}
            placeholder={form.suggestedName}
            maxLength={120}
            onChange={(event) => form.setName(event.target.value)}
          />
        )}
      </Field>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside. */}
      <label className="flex items-center justify-between gap-3 text-sm">
        {t('sources.onSchedule')}
        <Switch checked={form.cron !== null} onCheckedChange={form.setScheduled} />
      </label>
      {form.cron === null ? null : <WhenFields cron={form.cron} timeZone={form.timeZone} onChange={form.setWhen} />}
      <Disclosure label={t('sources.defaults')} defaultOpen={form.hasDefaults}>
        <div className="flex flex-col gap-4">
          <p className="text-muted text-xs">{t('sources.defaultsHint')}</p>
          <DefaultFields knowledgeBaseId={props.knowledgeBaseId} value={form.defaults} onChange={form.setDefaults} />
        </div>
      </Disclosure>
      <SourceTest
        knowledgeBaseId={props.knowledgeBaseId}
        body={{
          kind: manifest.id,
          settings: form.settings,
          ...(form.secret ? { secret: form.secret } : {}),
          ...(source ? { sourceId: source.id } : {}),
        }}
        onError={form.setError}
      />
    </FormDialog>
  )
}
