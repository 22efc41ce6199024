'use client'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { t } from '@/lib/client/messages/t'
import type { Json, JsonObject } from '@/lib/core/json'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import { ActionSettingsSchema, type ActionSettingsValue } from '@/lib/nodes/shared/actions/action-config'
import { isWired } from '@/lib/nodes/shared/actions/action-ports'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'
import { describeFields } from '../describe-schema'
import { FieldGroup } from '../field-group'
import { ConnectionField } from '../fields/connection-field'
import { FormFields } from '../form-fields'
import { useNodeFormContext } from '../node-form-context'
import { ActionPicker } from './action-picker'
import { FieldSources } from './field-sources'
import { useActionForm } from './use-action-form'
import { usePluginCatalog } from './use-plugin-catalog'
import { VersionNote } from './version-note'

export interface ActionSettingsFormProps {
  /** Settings of the action; other keys are kept. */
  value: JsonObject
  onChange: (value: JsonObject) => void
  /** Path of the settings in the node's config, for errors. */
  path?: readonly string[]
}

/** Selects an action, its connection and its values, and who fills each field. */
export function ActionSettingsForm({ value, onChange, path = [] }: ActionSettingsFormProps) {
  const catalog = usePluginCatalog()
  const parsed = ActionSettingsSchema.safeParse(value)
  const settings = parsed.data
  const form = useActionForm(settings?.plugin ?? '', settings?.action ?? '', settings?.actionVersion ?? 1)
  const { errors } = useNodeFormContext()
  const plugin = catalog?.find(({ id }) => id === settings?.plugin)
  const summary = plugin?.actions.find(({ id }) => id === settings?.action)
  if (!settings || settings.plugin === '' || form === null)
    return <ActionPicker catalog={catalog} onSelect={(selected) => onChange({ ...value, ...selected })} />
  if (!form || !plugin) return null
  if (!summary && !isApiPlugin(plugin.id)) return null
  const { action, texts } = form
  const isOlder = settings.actionVersion < action.version && action.migrate !== undefined
  const values: JsonObject = isOlder
    ? (action.migrate?.(settings.actionVersion, settings.values) ?? {})
    : settings.values
  // Every change stores the data that the canvas needs of the current version; a step of an imported API keeps its version.
  const kept = keptOutline(plugin, summary)
  const change = (next: JsonObject) => onChange({ ...value, ...kept, values, ...next })
  const fields = describeFields(action.input, texts).filter(({ name }) => !isWired(values[name]))
  const setValues = (next: JsonObject) => change({ values: withoutEmpty(next) })
  const groups = [false, true].map((isAdvanced) =>
    fields.filter(({ layout }) => (layout.advanced ?? false) === isAdvanced),
  )
  const [usual = [], advanced = []] = groups
  const valuesPath = [...path, 'values']
  return (
    <FormFields>
      <div className="flex flex-col gap-4">
        <div className="flex items-center justify-between gap-2">
          <p className="min-w-0 truncate text-muted text-sm" title={action.description}>
            {`${plugin.label} · ${summary?.label ?? action.label}`}
          </p>
          <Button size="sm" variant="ghost" onClick={() => onChange({ ...value, plugin: '', action: '' })}>
            {t('integrations.changeAction')}
          </Button>
        </div>
        <VersionNote
          plugin={plugin}
          summary={summary}
          current={settings.actionVersion}
          onUpdate={(newest) => onChange({ ...value, ...outlineOf(plugin, newest) })}
        />
        {plugin.kinds.some(({ kind }) => kind !== 'none') ? (
          <Field label={t('integrations.connection')} error={errors[[...path, 'connection'].join('.')]}>
            {(control) => (
              <ConnectionField
                value={settings.connection}
                onChange={(connection) => change({ connection })}
                control={control}
                plugin={plugin.id}
              />
            )}
          </Field>
        ) : null}
        <FieldGroup fields={usual} value={values} onChange={setValues} path={valuesPath} />
        {advanced.length > 0 ? (
          <Disclosure label={t('canvas.moreSettings')}>
            <FieldGroup fields={advanced} value={values} onChange={setValues} path={valuesPath} />
          </Disclosure>
        ) : null}
        <Disclosure label={t('integrations.fieldSources')}>
          <FieldSources
            fields={fieldsOf(settings, summary)}
            values={values}
            filledBy={settings.filledBy}
            onValues={setValues}
            onFilledBy={(filledBy) => change({ filledBy })}
          />
        </Disclosure>
      </div>
    </FormFields>
  )
}

function keptOutline(plugin: PluginSummary, summary: ActionSummary | undefined): JsonObject {
  return summary && !isApiPlugin(plugin.id) ? outlineOf(plugin, summary) : {}
}

function fieldsOf({ plugin, outline }: ActionSettingsValue, summary: ActionSummary | undefined) {
  return summary && !isApiPlugin(plugin) ? summary.fields : outline.fields
}

function outlineOf(plugin: PluginSummary, summary: ActionSummary): JsonObject {
  const { values: _, filledBy: __, connection: ___, ...outline } = actionConfig(plugin, summary)
  return outline
}

/** An empty value is absent, so that a required field becomes an input. */
function withoutEmpty(values: JsonObject): JsonObject {
  const isEmpty = (value: Json) => value === '' || value === null || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}
