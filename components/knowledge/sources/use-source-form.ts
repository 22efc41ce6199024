'use client'
import { type FormEvent, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { readSchemaIssues } from '@/lib/client/http/schema-issues'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createSource, listSources, updateSource } from '@/lib/contracts/knowledge-sources'
import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { readDefaults, typedDefaults } from '../default-fields'
import type { SourceDialogProps } from './source-dialog-props'
import { firstSettings } from './source-schema'

const EVERY_MORNING = '0 7 * * *'

/** State, validation and submission of the form, for new and existing sources. */
export function useSourceForm(
  { knowledgeBaseId, manifest, source, onClose }: SourceDialogProps,
  folders: readonly string[],
) {
  const first = { access: source?.access ?? null, metadata: source?.metadata ?? {} }
  const [defaults, setDefaults] = useState(typedDefaults(first))
  const [typed, setSettings] = useState<JsonObject>(source?.settings ?? {})
  const [name, setName] = useState(source?.name ?? '')
  const [secret, setSecret] = useState('')
  const [cron, setCron] = useState(source?.cron ?? null)
  const [timeZone, setTimeZone] = useState(source?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [error, setError] = useState<AppError | null>(null)
  const mutationOptions = { invalidates: [listSources], onError: setError }
  const create = useContractMutation(createSource, { ...mutationOptions, onSuccess: onClose })
  const update = useContractMutation(updateSource, {
    ...mutationOptions,
    onSuccess: () => {
      toast(t('sources.saved'))
      onClose()
    },
  })
  const settings: JsonObject = { ...firstSettings(manifest, folders), ...typed }
  const suggestedName = nameFrom(settings[manifest.subject], manifest.label)
  const errors = errorsOf(error)
  return {
    settings,
    setSettings,
    name,
    setName,
    secret,
    setSecret,
    cron,
    timeZone,
    setError,
    suggestedName,
    defaults,
    setDefaults,
    hasDefaults: first.access !== null || Object.keys(first.metadata).length > 0,
    setScheduled: (isOn: boolean) => setCron(isOn ? (cron ?? EVERY_MORNING) : null),
    setWhen: (change: { cron?: string; timeZone?: string }) => {
      if (change.cron !== undefined) setCron(change.cron)
      if (change.timeZone !== undefined) setTimeZone(change.timeZone)
    },
    settingErrors: Object.fromEntries(
      Object.entries(errors).flatMap(([path, message]) =>
        path.startsWith('settings.') ? [[path.slice('settings.'.length), message]] : [],
      ),
    ),
    secretError: errors.secret,
    nameError: errors.name,
    error: Object.keys(errors).length > 0 ? null : error,
    busy: create.isPending || update.isPending,
    onSubmit: (event: FormEvent) => {
      event.preventDefault()
      setError(null)
      const body = {
        name: name.trim() || suggestedName,
        settings,
        cron,
        timeZone,
        ...readDefaults(defaults),
        ...(secret ? { secret } : {}),
      }
      if (source) update.mutate({ params: { knowledgeBaseId, knowledgeSourceId: source.id }, body })
      else create.mutate({ params: { knowledgeBaseId }, body: { ...body, kind: manifest.id } })
    },
  }
}

function nameFrom(subject: unknown, label: string): string {
  if (typeof subject !== 'string' || subject === '') return label
  return (URL.canParse(subject) && subject.includes('://') ? new URL(subject).host : subject).slice(0, 120) || label
}

/** Errors by dotted path. */
function errorsOf(error: AppError | null): Record<string, string> {
  return Object.fromEntries(readSchemaIssues(error?.details).map((issue) => [issue.path, localizeProblem(issue)]))
}
