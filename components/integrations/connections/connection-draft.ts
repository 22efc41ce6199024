import type { IntegrationConnectionView } from '@/lib/contracts/integrations/connections'
import type { CustomService } from '@/lib/contracts/integrations/custom-service'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { credentialFields } from '@/lib/plugins/credential-fields'

/** Ways to connect a custom service. */
export const WAYS = [
  'bearer',
  'api-key',
  'basic',
  'oauth-code',
  'oauth-client',
  'oauth-device',
  'google',
  'github-app',
  'aws',
  'fields',
] as const
export type Way = (typeof WAYS)[number]

export interface FieldRow {
  name: string
  isSecret: boolean
}

/** The values of the form as entered. */
export interface ConnectionDraft {
  name: string
  owner: 'workspace' | 'member' | 'end-users'
  way: Way
  hosts: string
  testUrl: string
  /** Place of the API key in a request. */
  place: 'header' | 'query' | 'path'
  keyName: string
  prefix: string
  authorizeUrl: string
  deviceUrl: string
  tokenUrl: string
  scopes: string
  clientId: string
  clientSecret: string
  authentication: 'basic' | 'body' | 'none'
  usesPkce: boolean
  awsService: string
  rows: FieldRow[]
  values: Record<string, string>
}

export const EMPTY_DRAFT: ConnectionDraft = {
  name: '',
  owner: 'workspace',
  way: 'bearer',
  hosts: '',
  testUrl: '',
  place: 'header',
  keyName: 'X-API-Key',
  prefix: '',
  authorizeUrl: '',
  deviceUrl: '',
  tokenUrl: '',
  scopes: '',
  clientId: '',
  clientSecret: '',
  authentication: 'basic',
  usesPkce: true,
  awsService: '',
  rows: [{ name: 'token', isSecret: true }],
  values: {},
}

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

/** The request body; the server's schema reports missing fields. */
export function customOf(draft: ConnectionDraft): CustomService {
  return { kind: kindOf(draft), hosts: words(draft.hosts), testUrl: draft.testUrl.trim() || null }
}

export function kindOf(draft: ConnectionDraft): ConnectionKind {
  const head = { id: 'custom' as const, label: '' }
  switch (draft.way) {
    case 'bearer':
      return { ...head, kind: 'bearer', keyLabel: 'Token' }
    case 'api-key': {
      const name = draft.keyName.trim()
      const placement =
        draft.place === 'header'
          ? { in: 'header' as const, name, ...(draft.prefix === '' ? {} : { prefix: draft.prefix }) }
          : { in: draft.place, name }
      return { ...head, kind: 'api-key', keyLabel: 'API key', placement }
    }
    case 'basic':
      return { ...head, kind: 'basic', userLabel: 'User name', passwordLabel: 'Password' }
    case 'google':
      return { ...head, kind: 'service-account', provider: 'google', scopes: words(draft.scopes) }
    case 'github-app':
      return { ...head, kind: 'service-account', provider: 'github-app' }
    case 'aws':
      return { ...head, kind: 'signed', scheme: 'aws-sigv4', service: draft.awsService.trim() }
    case 'fields': {
      const fields = draft.rows.map(({ name, isSecret }) => ({
        name,
        label: name,
        ...(isSecret ? { secret: true } : {}),
      }))
      return { ...head, kind: 'custom', fields, placements: [] }
    }
    default:
      return oauthKindOf(draft, head)
  }
}

const GRANTS = {
  'oauth-code': 'authorization-code',
  'oauth-client': 'client-credentials',
  'oauth-device': 'device',
} as const

function oauthKindOf(draft: ConnectionDraft, head: { id: 'custom'; label: string }): ConnectionKind {
  const { way, authentication, usesPkce } = draft
  const grant = way === 'oauth-client' || way === 'oauth-device' ? GRANTS[way] : GRANTS['oauth-code']
  return {
    ...head,
    kind: 'oauth2',
    grant,
    tokenUrl: draft.tokenUrl.trim(),
    scopes: words(draft.scopes),
    ...(grant === 'authorization-code' ? { authorizeUrl: draft.authorizeUrl.trim() } : {}),
    ...(grant === 'device' ? { deviceUrl: draft.deviceUrl.trim() } : {}),
    quirks: { clientAuthentication: authentication, ...(usesPkce ? {} : { pkce: false }) },
  }
}

/** The entered values of the selected connection kind, without those of other kinds. */
export function valuesOf(kind: ConnectionKind, { values }: ConnectionDraft): Record<string, string> {
  const names = credentialFields(kind).map(({ name }) => name)
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name] ?? '']])))
}

export function draftOf(connection: IntegrationConnectionView): ConnectionDraft {
  const { name, custom, fields, oauthClient } = connection
  const base = {
    ...EMPTY_DRAFT,
    name,
    owner: ownerOf(connection),
    values: { ...fields },
    clientId: oauthClient?.clientId ?? '',
  }
  if (!custom) return base
  const { kind } = custom
  const shared = { ...base, hosts: custom.hosts.join('\n'), testUrl: custom.testUrl ?? '' }
  switch (kind.kind) {
    case 'bearer':
    case 'basic':
      return { ...shared, way: kind.kind }
    case 'api-key': {
      const { placement } = kind
      const prefix = placement.in === 'header' ? (placement.prefix ?? '') : ''
      return { ...shared, way: 'api-key', place: placement.in, keyName: placement.name, prefix }
    }
    case 'service-account':
      return kind.provider === 'google'
        ? { ...shared, way: 'google', scopes: kind.scopes.join(' ') }
        : { ...shared, way: 'github-app' }
    case 'signed':
      return { ...shared, way: 'aws', awsService: kind.service }
    case 'custom':
      return {
        ...shared,
        way: 'fields',
        rows: kind.fields.map((field) => ({ name: field.name, isSecret: field.secret ?? false })),
      }
    case 'oauth2':
      return {
        ...shared,
        way: wayOf(kind.grant),
        tokenUrl: kind.tokenUrl,
        scopes: kind.scopes.join(' '),
        authorizeUrl: kind.authorizeUrl ?? '',
        deviceUrl: kind.deviceUrl ?? '',
        authentication: kind.quirks?.clientAuthentication ?? 'basic',
        usesPkce: kind.quirks?.pkce ?? true,
      }
  }
}

const ownerOf = ({ owner, endUsers }: IntegrationConnectionView): ConnectionDraft['owner'] =>
  endUsers ? 'end-users' : owner ? 'member' : 'workspace'

const wayOf = (grant: string): Way =>
  grant === 'device' ? 'oauth-device' : grant === 'client-credentials' ? 'oauth-client' : 'oauth-code'
