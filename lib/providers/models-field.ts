import type { ProviderField } from './provider-manifest'

/** For services that may lack a model list; parsed by `namedModels`. */
export const MODELS_FIELD: ProviderField = {
  name: 'models',
  label: 'Model names (optional)',
  help: 'Only needed if the service does not list its models. Separate names with commas. To test the connection, the first chat model is called once.',
  placeholder: 'model-a, model-b',
  required: false,
  pattern: '[\\w .:/@,\\n-]{1,4000}',
  patternHint: 'Separate the names with commas.',
}
