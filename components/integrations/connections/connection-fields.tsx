'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import type { ConnectionDraft } from './connection-draft'
import { CredentialInputs } from './credential-inputs'
import { CustomInputs } from './custom-inputs'
import { OAuthInputs } from './oauth-inputs'
import { TokenScopes } from './token-scopes'

export interface ConnectionFieldsProps {
  /** Null for a custom service. */
  manifest: PluginManifest | null
  kind: ConnectionKind
  onKindChange: (kind: string) => void
  draft: ConnectionDraft
  onChange: (change: Partial<ConnectionDraft>) => void
  errors: Readonly<Record<string, string>>
  redirectUri: string
  /** The connection to edit; null for a new one. */
  stored: { last4: string | null; hasClientSecret: boolean } | null
}

const OWNERS = ['workspace', 'member', 'end-users'] as const

/** The form of a new or existing connection. */
export function ConnectionFields(props: ConnectionFieldsProps) {
  const { manifest, kind, onKindChange, draft, onChange, errors, redirectUri, stored } = props
  return (
    <>
      <Field label={t('common.name')} error={errors.name} required>
        {(control) => (
          <Input {...control} value={draft.name} onChange={(event) => onChange({ name: event.target.value })} />
        )}
      </Field>
      {manifest && manifest.connections.length > 1 && stored === null ? (
        <Field label={t('connections.way')} hint={kind.help}>
          {(control) => (
            <Select
              {...control}
              value={kind.id}
              onValueChange={onKindChange}
              options={manifest.connections.map(({ id, label }) => ({ value: id, label }))}
            />
          )}
        </Field>
      ) : kind.help ? (
        <p className="text-muted text-sm">{kind.help}</p>
      ) : null}
      {manifest ? null : <CustomInputs draft={draft} onChange={onChange} errors={errors} />}
      {kind.kind === 'bearer' && kind.tokenScopes ? <TokenScopes scopes={kind.tokenScopes} /> : null}
      <CredentialInputs kind={kind} draft={draft} onChange={onChange} errors={errors} stored={stored} />
      {kind.kind === 'oauth2' ? (
        <OAuthInputs
          draft={draft}
          onChange={onChange}
          errors={errors}
          redirectUri={kind.grant === 'authorization-code' ? redirectUri : null}
          hasSecret={stored?.hasClientSecret ?? false}
        />
      ) : null}
      {stored === null ? (
        <Field label={t('connections.owner')} hint={t(`connections.owner-${draft.owner}-hint`)} error={errors.owner}>
          {(control) => (
            <Select
              {...control}
              value={draft.owner}
              onValueChange={(owner) => onChange({ owner: owner as ConnectionDraft['owner'] })}
              options={OWNERS.map((value) => ({ value, label: t(`connections.owner-${value}`) }))}
            />
          )}
        </Field>
      ) : null}
    </>
  )
}
