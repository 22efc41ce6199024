import type { FieldValues } from '../../connection-settings'
import type { ProviderField } from '../../provider-manifest'

/** For services with non-streaming responses: proxies may close a connection that is silent for long. */
export const ALWAYS_STREAM_FIELD: ProviderField = {
  name: 'alwaysStream',
  label: 'Always stream',
  help: 'By default, answers that are not shown while they are written are requested without streaming, and no data is sent until they are complete. Select Yes if a proxy or the server closes such idle connections.',
  placeholder: '',
  required: false,
  pattern: 'yes|no',
  patternHint: 'Choose yes or no.',
  default: 'no',
  options: [
    { value: 'no', label: 'No' },
    { value: 'yes', label: 'Yes' },
  ],
}

export const alwaysStreams = (fields: FieldValues): boolean => fields[ALWAYS_STREAM_FIELD.name] === 'yes'
