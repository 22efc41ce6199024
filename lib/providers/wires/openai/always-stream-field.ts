import type { FieldValues } from '../../connection-settings'
import type { ProviderField } from '../../provider-manifest'

/** For services that can give an answer in one piece: whatever stands between us and one may cut a line that is silent for long. */
export const ALWAYS_STREAM_FIELD: ProviderField = {
  name: 'alwaysStream',
  label: 'Always ask for a stream',
  help: 'An answer that nobody reads as it is written is asked for in one piece. Until it is there, the line is silent. Choose Yes if a proxy on the way, or the server itself, ends silent calls.',
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
