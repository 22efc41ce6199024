import type { ProviderField } from './provider-manifest'

/** For services that may have no list of models; `namedModels` reads it. */
export const MODELS_FIELD: ProviderField = {
  name: 'models',
  label: 'Model names (optional)',
  help: 'Only where the service does not list its models: names with commas between them. The first that chats is asked for a word to test the connection.',
  placeholder: 'model-a, model-b',
  required: false,
  pattern: '[\\w .:/@,\\n-]{1,4000}',
  patternHint: 'Write the names with commas between them.',
}
