'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormDialog } from '@/components/ui/form-dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import type { BodyInputOf } from '@/lib/contracts/contract'
import {
  createIntegrationConnection,
  type IntegrationConnectionView,
  listIntegrationConnections,
} from '@/lib/contracts/integrations/connections'
import { getLintFacts } from '@/lib/contracts/lint'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { type ConnectionDraft, customOf, EMPTY_DRAFT, kindOf, valuesOf } from './connection-draft'
import { ConnectionFields } from './connection-fields'
import { EditConnectionDialog } from './edit-connection-dialog'
import { SignIn } from './sign-in'
import { usePluginManifest } from './use-plugin-manifest'

type Body = BodyInputOf<typeof createIntegrationConnection>

export interface AddConnectionDialogProps {
  /** A folder in lib/plugins. Any other value adds a connection to a custom service. */
  plugin: string
  onClose: () => void
}

/** Collects and tests the credentials, then signs in if the service requires it. */
export function AddConnectionDialog({ plugin, onClose }: AddConnectionDialogProps) {
  const manifest = usePluginManifest(plugin)
  const [saved, setSaved] = useState<IntegrationConnectionView | null>(null)
  if (manifest === undefined) return null
  if (!saved) return <CreateDialog manifest={manifest} onSaved={settle} onClose={onClose} />
  if (saved.signIn !== 'none') return <SignInStep connection={saved} onClose={onClose} />
  return <EditConnectionDialog connection={saved} onClose={onClose} />

  function settle(connection: IntegrationConnectionView) {
    if (connection.status === 'reconnect') {
      setSaved(connection)
      return
    }
    toast.success(t('connections.connected', { name: connection.name }))
    onClose()
  }
}

interface CreateDialogProps {
  manifest: PluginManifest | null
  onSaved: (connection: IntegrationConnectionView) => void
  onClose: () => void
}

function CreateDialog({ manifest, onSaved, onClose }: CreateDialogProps) {
  const [draft, setDraft] = useState<ConnectionDraft>({ ...EMPTY_DRAFT, name: manifest?.label ?? '' })
  const [kindId, setKindId] = useState(manifest?.connections[0]?.id ?? 'custom')
  const uris = useContractQuery(listIntegrationConnections)
  const form = useContractForm(createIntegrationConnection, {
    initial: bodyOf(manifest, kindId, draft),
    invalidates: [listIntegrationConnections, getLintFacts],
    onSuccess: onSaved,
  })
  function change(part: Partial<ConnectionDraft>, nextKind = kindId) {
    const next = { ...draft, ...part }
    setDraft(next)
    setKindId(nextKind)
    form.replace(bodyOf(manifest, nextKind, next))
  }
  return (
    <FormDialog
      title={manifest ? t('connections.addTo', { name: manifest.label }) : t('connections.addTitle')}
      description={t('connections.addText')}
      submitLabel={t('connections.save')}
      submitIcon="plug"
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <ConnectionFields
        manifest={manifest}
        kind={kindIn(manifest, kindId, draft)}
        onKindChange={(id) => change({}, id)}
        draft={draft}
        onChange={change}
        errors={form.errors}
        redirectUri={uris.data?.redirectUri ?? ''}
        stored={null}
      />
    </FormDialog>
  )
}

const kindIn = (manifest: PluginManifest | null, kindId: string, draft: ConnectionDraft) =>
  manifest?.connections.find(({ id }) => id === kindId) ?? kindOf(draft)

function bodyOf(manifest: PluginManifest | null, kindId: string, draft: ConnectionDraft): Body {
  const kind = kindIn(manifest, kindId, draft)
  const { clientId, clientSecret } = draft
  return {
    name: draft.name,
    plugin: manifest?.id ?? 'custom',
    kind: kind.id,
    owner: draft.owner,
    values: valuesOf(kind, draft),
    // Safe: the schema of the contract checks it before it is sent.
    ...(manifest ? {} : { custom: customOf(draft) as Body['custom'] }),
    ...(kind.kind === 'oauth2' ? { oauthClient: { clientId, ...(clientSecret === '' ? {} : { clientSecret }) } } : {}),
  }
}

interface SignInStepProps {
  connection: IntegrationConnectionView
  onClose: () => void
}

function SignInStep({ connection, onClose }: SignInStepProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('connections.signInTitle', { name: connection.name })}
        description={t('connections.signInText')}
      >
        <div className="flex flex-wrap items-center justify-end gap-2">
          <Button onClick={onClose}>{t('connections.later')}</Button>
          <SignIn connection={connection} label={t('connections.signIn')} onConnected={onClose} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
