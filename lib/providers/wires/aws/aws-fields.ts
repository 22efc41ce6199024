import type { ProviderField } from '../../provider-manifest'

/** Fields of every Amazon service. The secret access key is the connection's key. */
export const AWS_REGION: ProviderField = {
  name: 'region',
  label: 'Region',
  help: 'The AWS region of the models.',
  placeholder: 'eu-central-1',
  required: true,
  // Part of the host name.
  pattern: '^[a-z0-9-]{1,40}$',
  patternHint: 'small letters, digits and hyphens only, such as eu-central-1.',
  default: 'us-east-1',
}

export const AWS_ACCESS_KEY_ID: ProviderField = {
  name: 'accessKeyId',
  label: 'Access key ID',
  help: 'The access key of the user or role that calls the models.',
  placeholder: 'AKIA…',
  required: true,
  pattern: '^[A-Z0-9]{16,128}$',
  patternHint: 'capital letters and digits only, such as AKIAIOSFODNN7EXAMPLE.',
}
