'use client'
import { type FormEvent, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { AutomationTarget } from '@/lib/contracts/automations'
import {
  createTrigger,
  listTriggers,
  type TriggerAuth,
  type TriggerMapping,
  type TriggerView,
  updateTrigger,
} from '@/lib/contracts/triggers'
import type { AppError } from '@/lib/core/app-error'
import { emptyMapping, MappingFields } from './mapping-fields'
import { TargetField } from './target-field'

const AUTHS: readonly TriggerAuth[] = ['signature', 'github', 'bearer']
export const AUTH_LABEL = {
  signature: 'automations.authSignature',
  github: 'automations.authGithub',
  bearer: 'automations.authBearer',
} as const

export interface TriggerDialogProps {
  targets: readonly AutomationTarget[]
  /** The webhook to edit; null to create one. */
  trigger: TriggerView | null
  onCreated: (created: { trigger: TriggerView; secret: string }) => void
  onClose: () => void
}

export function TriggerDialog({ targets, trigger, onCreated, onClose }: TriggerDialogProps) {
  const [name, setName] = useState(trigger?.name ?? '')
  const [appId, setAppId] = useState(trigger?.appId ?? (targets.length === 1 ? (targets[0]?.appId ?? '') : ''))
  const [auth, setAuth] = useState<TriggerAuth>(trigger?.auth ?? 'signature')
  const fields = targets.find((target) => target.appId === appId)?.inputFields ?? []
  const [selected, setMapping] = useState<TriggerMapping | null>(trigger?.mapping ?? null)
  const mapping = selected ?? emptyMapping('whole', fields)
  const [path, setPath] = useState(trigger?.concurrencyPath ?? '')
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const common = { invalidates: [listTriggers], onError: setError }
  const create = useContractMutation(createTrigger, { ...common, onSuccess: onCreated })
  const update = useContractMutation(updateTrigger, { ...common, onSuccess: onClose })
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setError(null)
    const ownSecret = secret.trim()
    const body = {
      name,
      mapping,
      concurrencyPath: path.trim() || null,
      ...(ownSecret === '' ? {} : { secret: ownSecret }),
    }
    if (trigger) update.mutate({ params: { triggerId: trigger.id }, body })
    else create.mutate({ params: { appId }, body: { ...body, auth } })
  }
  return (
    <FormDialog
      title={trigger?.name ?? t('automations.newTrigger')}
      size="lg"
      submitLabel={t('common.save')}
      canSubmit={appId !== ''}
      busy={create.isPending || update.isPending}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={t('common.name')}>
        {(control) => (
          <Input
            {...control}
            value={name}
            placeholder={t('automations.triggerNamePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <TargetField
        targets={targets}
        appId={appId}
        disabled={trigger !== null}
        onChange={(next) => {
          setAppId(next)
          setMapping(null)
        }}
      />
      {trigger ? null : (
        <Field label={t('automations.auth')}>
          {() => (
            <Choice
              values={AUTHS}
              labelOf={(value) => t(AUTH_LABEL[value])}
              value={auth}
              onSelect={setAuth}
              label={t('automations.auth')}
            />
          )}
        </Field>
      )}
      <Field label={t('automations.senderSecret')} hint={t('automations.senderSecretHint')}>
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            type="password"
            autoComplete="off"
            value={secret}
            maxLength={203}
            placeholder={trigger ? `…${trigger.last4}` : 'whsec_…'}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Field>
      {trigger?.sample ? (
        <CodeBlock
          title={t('automations.sample')}
          code={JSON.stringify(trigger.sample, null, 2)}
          className="max-h-60"
        />
      ) : null}
      {appId ? <MappingFields fields={fields} mapping={mapping} onChange={setMapping} /> : null}
      <Field label={t('automations.concurrencyPath')} hint={t('automations.concurrencyPathHint')}>
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            value={path}
            maxLength={300}
            placeholder={t('automations.concurrencyPathPlaceholder')}
            onChange={(event) => setPath(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
