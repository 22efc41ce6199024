'use client'
import { type FormEvent, useState } from 'react'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import { ConnectionField } from '@/components/node-form/fields/connection-field'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { AutomationTarget } from '@/lib/contracts/automations'
import { createEventTrigger } from '@/lib/contracts/event-triggers'
import { listTriggers, type TriggerMapping } from '@/lib/contracts/triggers'
import type { AppError } from '@/lib/core/app-error'
import { MappingFields } from './mapping-fields'
import { suggestMapping } from './suggest-mapping'
import { TargetField } from './target-field'

export interface EventTriggerDialogProps {
  targets: readonly AutomationTarget[]
  /** The event that the template of an app suggests. */
  proposed: { appId: string; event: { plugin: string; id: string } } | null
  onClose: () => void
}

const MINUTES = [1, 5, 15, 60, 1_440] as const

/** Starts an app for each event of a service. */
export function EventTriggerDialog({ targets, proposed, onClose }: EventTriggerDialogProps) {
  const catalog = usePluginCatalog()
  const events = (catalog ?? []).flatMap((plugin) => plugin.triggers.map((trigger) => ({ plugin, trigger })))
  const [selected, setSelected] = useState(proposed ? `${proposed.event.plugin}/${proposed.event.id}` : '')
  const found = events.find(({ plugin, trigger }) => `${plugin.id}/${trigger.id}` === selected)
  const [appId, setAppId] = useState(proposed?.appId ?? (targets.length === 1 ? (targets[0]?.appId ?? '') : ''))
  const [connection, setConnection] = useState('')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [minutes, setMinutes] = useState('5')
  const fields = targets.find((target) => target.appId === appId)?.inputFields ?? []
  const [mapped, setMapping] = useState<TriggerMapping | null>(null)
  const mapping = mapped ?? suggestMapping(fields, found?.trigger.sample ?? {})
  const [error, setError] = useState<AppError | null>(null)
  const create = useContractMutation(createEventTrigger, {
    invalidates: [listTriggers],
    onError: setError,
    onSuccess: onClose,
  })
  const isFilled =
    found !== undefined &&
    (connection !== '' || !found.trigger.needsConnection) &&
    found.trigger.fields.every(({ id, required }) => !required || (values[id] ?? '').trim() !== '')
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setError(null)
    if (!found) return
    const { plugin, trigger } = found
    create.mutate({
      params: { appId },
      body: {
        name: `${plugin.label}: ${trigger.label}`,
        plugin: plugin.id,
        event: trigger.id,
        mapping,
        connectionId: connection || null,
        values: { ...values },
        ...(trigger.type === 'poll' ? { intervalSeconds: Number(minutes) * 60 } : {}),
      },
    })
  }
  return (
    <FormDialog
      title={t('automations.newEventTrigger')}
      description={t('automations.eventText')}
      size="lg"
      submitLabel={t('common.save')}
      canSubmit={appId !== '' && isFilled}
      busy={create.isPending}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={t('automations.event')} {...(found ? { hint: found.trigger.description } : {})}>
        {(control) => (
          <Select
            {...control}
            value={selected || undefined}
            placeholder={t('automations.chooseEvent')}
            onValueChange={(next) => {
              setSelected(next)
              setConnection('')
              setValues({})
            }}
            options={events.map(({ plugin, trigger }) => ({
              value: `${plugin.id}/${trigger.id}`,
              label: `${plugin.label}: ${trigger.label}`,
            }))}
          />
        )}
      </Field>
      {found?.trigger.needsConnection ? (
        <Field label={t('integrations.connection')} required>
          {(control) => (
            <ConnectionField control={control} value={connection} onChange={setConnection} plugin={found.plugin.id} />
          )}
        </Field>
      ) : null}
      {(found?.trigger.fields ?? []).map(({ id, label, required }) => (
        <Field key={`${selected}/${id}`} label={label} required={required}>
          {(control) => (
            <Input
              {...control}
              value={values[id] ?? ''}
              onChange={(event) => setValues({ ...values, [id]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {found?.trigger.type === 'poll' ? (
        <Field label={t('automations.interval')}>
          {(control) => (
            <Select
              {...control}
              value={minutes}
              onValueChange={setMinutes}
              options={MINUTES.map((count) => ({
                value: String(count),
                label: t('automations.everyMinutes', { count }),
              }))}
            />
          )}
        </Field>
      ) : null}
      <TargetField
        targets={targets}
        appId={appId}
        onChange={(next) => {
          setAppId(next)
          setMapping(null)
        }}
      />
      {found ? (
        <CodeBlock
          title={t('automations.exampleEvent')}
          code={JSON.stringify(found.trigger.sample, null, 2)}
          className="max-h-60 overflow-y-auto"
        />
      ) : null}
      {appId ? <MappingFields fields={fields} mapping={mapping} onChange={setMapping} /> : null}
    </FormDialog>
  )
}
