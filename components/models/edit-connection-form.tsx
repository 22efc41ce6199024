'use client'
import { useState } from 'react'
import { AllowAddress } from '@/components/addresses/allow-address'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { getLintFacts } from '@/lib/contracts/lint'
import {
  type ConnectionView,
  listConnections,
  listModels,
  testConnection,
  updateConnection,
} from '@/lib/contracts/models'
import { defaultBaseUrl } from '@/lib/providers/connection-settings'
import { manifestOf, manifests } from '@/lib/providers/manifests.gen'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import { AdditionalKeys } from './additional-keys'
import { ConnectionFields, type ConnectionValues } from './connection-fields'
import { LimitFields } from './limit-fields'

export interface EditConnectionFormProps {
  connection: ConnectionView
  /** Called with the tested connection. The form stays open if the test failed. */
  onSaved: (connection: ConnectionView) => void
}

export function EditConnectionForm({ connection, onSaved }: EditConnectionFormProps) {
  const [latest, setLatest] = useState(connection)
  const provider = localizeManifest('providers', manifestOf(connection.provider) ?? manifests['openai-compatible'])
  const onTested = (tested: ConnectionView) => {
    setLatest(tested)
    onSaved(tested)
  }
  const form = useContractForm(updateConnection, {
    params: { connectionId: connection.id },
    initial: initialOf(connection, provider),
    dropEmpty: true,
    invalidates: latest.status === 'ok' ? [listConnections, listModels, getLintFacts] : [],
    onSuccess: (saved) => {
      // The staged keys are now stored.
      form.replace({ ...form.values, apiKey: '', moreKeys: { add: [], remove: [] } })
      onTested(saved)
    },
  })
  const { name = '', baseUrl, apiKey = '', fields = {}, limits, moreKeys } = form.values
  const change = ({ baseUrl: address, ...rest }: Partial<ConnectionValues>) =>
    form.set(address === undefined ? rest : { ...rest, baseUrl: address === '' ? null : address })
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      {latest.status === 'failing' ? <FailedTest connection={latest} onTested={onTested} /> : null}
      <ConnectionFields
        provider={provider}
        values={{ name, baseUrl: baseUrl ?? '', apiKey, fields }}
        onChange={change}
        errors={form.errors}
        storedHint={latest.hasKey ? storedHint(latest) : undefined}
      />
      {provider.apiKey.use !== 'none' && provider.apiKey.format !== 'json' ? (
        <AdditionalKeys
          stored={latest.moreKeys}
          changes={{ add: moreKeys?.add ?? [], remove: moreKeys?.remove ?? [] }}
          onChange={(changes) => form.set({ moreKeys: changes })}
        />
      ) : null}
      <LimitFields limits={limits ?? {}} onChange={(next) => form.set({ limits: next })} errors={form.errors} />
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('models.saveAndTest')}
        </Button>
      </div>
    </form>
  )
}

function initialOf(connection: ConnectionView, provider: ProviderManifest) {
  const { name, baseUrl, fields, limits } = connection
  const customUrl = baseUrl === defaultBaseUrl(provider, fields) ? null : baseUrl
  return { name, baseUrl: customUrl, fields, limits: limits ?? {}, apiKey: '', moreKeys: { add: [], remove: [] } }
}

function storedHint({ last4 }: ConnectionView): string {
  return last4 === null ? t('models.keyStored') : t('models.apiKeyStored', { last4 })
}

interface FailedTestProps {
  connection: ConnectionView
  onTested: (connection: ConnectionView) => void
}

function FailedTest({ connection, onTested }: FailedTestProps) {
  const test = useContractMutation(testConnection, { onSuccess: onTested })
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm">
      <Icon name="alert-triangle" size={15} className="mt-0.5 text-danger" />
      <div className="min-w-0">
        <p className="font-medium text-danger">{t('models.testFailed', { name: connection.name })}</p>
        <p className="break-words text-danger">
          {localizeStored(connection.statusMessage ?? '', connection.statusRef)}
        </p>
        <div className="mt-2 empty:hidden">
          <AllowAddress
            address={connection.blockedAddress}
            onAllowed={() => test.mutate({ params: { connectionId: connection.id } })}
          />
        </div>
      </div>
    </div>
  )
}
