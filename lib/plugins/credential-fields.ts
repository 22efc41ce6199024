import type { ConnectionField, ConnectionKind } from './connection-kinds'

/** The values that a person enters for this kind of connection: secret ones are sealed, the others are public. */
export function credentialFields(kind: ConnectionKind): ConnectionField[] {
  return [...(kind.fields ?? []), ...ownFields(kind)]
}

/** The names that `{{connection.name.field}}` may use. */
export function placeableFields(kind: ConnectionKind): string[] {
  const entered = credentialFields(kind).map(({ name }) => name)
  return hasToken(kind) ? [...entered, 'accessToken'] : entered
}

/** Whether an access token is obtained and renewed for this kind of connection. */
export function hasToken(kind: ConnectionKind): boolean {
  return (
    kind.kind === 'oauth2' || kind.kind === 'service-account' || (kind.kind === 'signed' && kind.scheme !== 'aws-sigv4')
  )
}

function ownFields(kind: ConnectionKind): ConnectionField[] {
  switch (kind.kind) {
    case 'none':
    case 'custom':
    case 'oauth2':
      return []
    case 'api-key':
      return [{ name: 'key', label: kind.keyLabel, secret: true, ...placeholderOf(kind) }]
    case 'bearer':
      return [{ name: 'key', label: kind.keyLabel, secret: true, ...placeholderOf(kind) }]
    case 'basic':
      return [
        { name: 'user', label: kind.userLabel },
        { name: 'password', label: kind.passwordLabel, secret: true },
      ]
    case 'service-account':
      return kind.provider === 'google' ? GOOGLE_FIELDS : GITHUB_APP_FIELDS
    case 'signed':
      return kind.scheme === 'aws-sigv4' ? AWS_FIELDS : APP_FIELDS
  }
}

const GOOGLE_FIELDS: ConnectionField[] = [
  {
    name: 'json',
    label: 'Key file (JSON)',
    secret: true,
    format: 'json',
    placeholder: '{ "type": "service_account" }',
  },
]
const GITHUB_APP_FIELDS: ConnectionField[] = [
  { name: 'appId', label: 'App ID', pattern: '[0-9]{1,20}', patternHint: 'Write the number.' },
  { name: 'installationId', label: 'Installation ID', pattern: '[0-9]{1,20}', patternHint: 'Write the number.' },
  { name: 'privateKey', label: 'Private key (PEM)', secret: true, format: 'json' },
]
const AWS_FIELDS: ConnectionField[] = [
  { name: 'region', label: 'Region', placeholder: 'eu-central-1', pattern: '[a-z0-9-]{2,30}' },
  { name: 'accessKeyId', label: 'Access key ID' },
  { name: 'secretAccessKey', label: 'Secret access key', secret: true },
  { name: 'sessionToken', label: 'Session token', secret: true, optional: true },
]
/** The fields of apps of Feishu, DingTalk and WeCom. */
const APP_FIELDS: ConnectionField[] = [
  { name: 'appId', label: 'App ID' },
  { name: 'appSecret', label: 'App secret', secret: true },
]

const placeholderOf = ({ placeholder }: { placeholder?: string | undefined }) =>
  placeholder === undefined ? {} : { placeholder }
