'use client'
import { useState } from 'react'
import { FormDialog } from '@/components/ui/form-dialog'
import { toast } from '@/components/ui/toast'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import type { BodyInputOf } from '@/lib/contracts/contract'
import {
  type IntegrationConnectionView,
  listIntegrationConnections,
  updateIntegrationConnection,
} from '@/lib/contracts/integrations/connections'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { type ConnectionDraft, customOf, draftOf, kindOf, valuesOf } from './connection-draft'
import { ConnectionFields } from './connection-fields'
import { usePluginManifest } from './use-plugin-manifest'

type Body = BodyInputOf<typeof updateIntegrationConnection>

export interface EditConnectionDialogProps {
  connection: IntegrationConnectionView
  onClose: () => void
}

/** Changes a connection; secrets that are left empty stay. */
export function EditConnectionDialog(props: EditConnectionDialogProps) {
  const manifest = usePluginManifest(props.connection.plugin)
  return manifest === undefined ? null : <EditForm {...props} manifest={manifest} />
}

type WithManifest = EditConnectionDialogProps & { manifest: PluginManifest | null }

function EditForm({ connection, manifest, onClose }: WithManifest) {
  const [draft, setDraft] = useState(() => draftOf(connection))
  const [problem, setProblem] = useState(problemOf(connection))
  const list = useContractQuery(listIntegrationConnections)
  const form = useContractForm(updateIntegrationConnection, {
    params: { integrationConnectionId: connection.id },
    initial: bodyOf({ connection, manifest }, draft),
    invalidates: [listIntegrationConnections],
    onSuccess: (saved) => {
      setProblem(problemOf(saved))
      if (saved.status === 'reconnect' && saved.signIn === 'none') return
      toast.success(t('connections.saved', { name: saved.name }))
      onClose()
    },
  })
  function change(part: Partial<ConnectionDraft>) {
    const next = { ...draft, ...part }
    setDraft(next)
    form.replace(bodyOf({ connection, manifest }, next))
  }
  const { oauthClient, last4, signIn } = connection
  return (
    <FormDialog
      title={t('connections.editTitle')}
      description={t('connections.addText')}
      submitLabel={t('connections.save')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {problem !== null && signIn === 'none' ? (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {localizeProblem(problem)}
        </p>
      ) : null}
      <ConnectionFields
        manifest={manifest}
        kind={kindIn({ connection, manifest }, draft)}
        onKindChange={() => {}}
        draft={draft}
        onChange={change}
        errors={form.errors}
        redirectUri={list.data?.redirectUri ?? ''}
        stored={{ last4, hasClientSecret: oauthClient?.hasSecret ?? false }}
      />
    </FormDialog>
  )
}

const problemOf = ({ statusMessage, statusRef }: IntegrationConnectionView) =>
  statusMessage === null ? null : storedProblem(statusMessage, statusRef)

type Edited = Pick<WithManifest, 'connection' | 'manifest'>

const kindIn = ({ connection, manifest }: Edited, draft: ConnectionDraft) =>
  manifest?.connections.find(({ id }) => id === connection.kind) ?? kindOf(draft)

function bodyOf({ connection, manifest }: Edited, draft: ConnectionDraft): Body {
  const kind = kindIn({ connection, manifest }, draft)
  const { clientId, clientSecret } = draft
  const isNewClient = clientId !== (connection.oauthClient?.clientId ?? '') || clientSecret !== ''
  return {
    name: draft.name,
    values: valuesOf(kind, draft),
    // Safe: the schema of the contract checks it before it is sent.
    ...(connection.custom ? { custom: customOf(draft) as Body['custom'] } : {}),
    ...(kind.kind === 'oauth2' && isNewClient
      ? { oauthClient: { clientId, ...(clientSecret === '' ? {} : { clientSecret }) } }
      : {}),
  }
}
