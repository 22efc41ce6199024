import { type MessageKey, t } from '@/lib/client/messages/t'

/** The labels of fields that many services share; other labels come from the manifest of the service. */
const LABELS: Readonly<Record<string, Extract<MessageKey, `connections.field-${string}`>>> = {
  Token: 'connections.field-token',
  'API key': 'connections.field-key',
  'User name': 'connections.field-user',
  Password: 'connections.field-password',
  'Key file (JSON)': 'connections.field-json',
  'App ID': 'connections.field-appId',
  'App secret': 'connections.field-appSecret',
  'Installation ID': 'connections.field-installationId',
  'Private key (PEM)': 'connections.field-privateKey',
  Region: 'connections.field-region',
  'Access key ID': 'connections.field-accessKeyId',
  'Secret access key': 'connections.field-secretAccessKey',
  'Session token': 'connections.field-sessionToken',
}

export function localLabel(label: string): string {
  const key = LABELS[label]
  return key ? t(key) : label
}
