import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'azure-ml',
  label: 'Azure Machine Learning',
  description: 'An online endpoint of your workspace: vLLM, a model of the catalog, or your own scoring script.',
  icon: 'layers',
  logo: 'lobehub:azure',
  docsUrl: 'https://learn.microsoft.com/azure/machine-learning/how-to-authenticate-online-endpoint',
  recognises: { address: '^https://[a-z0-9-]+\\.[a-z0-9-]+\\.inference\\.ml\\.azure\\.com(/|$)' },
  category: 'cloud',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://my-endpoint.westeurope.inference.ml.azure.com/score',
    help: 'The REST endpoint shown in the “Consume” tab.',
  },
  fields: [
    {
      name: 'shape',
      label: 'Language',
      help: 'Use chat completions if the deployment serves /v1. The scoring format of the model catalog does not support streaming, tools or images.',
      placeholder: '',
      required: false,
      pattern: '^(openai|score)$',
      patternHint: 'openai or score.',
      default: 'openai',
      options: [
        { value: 'openai', label: 'Chat completions (/v1)' },
        { value: 'score', label: 'Scoring (input_data)' },
      ],
    },
    {
      name: 'deployment',
      label: 'Deployment',
      help: 'Only needed to call one deployment regardless of the endpoint’s traffic rules.',
      placeholder: 'blue',
      required: false,
      pattern: '^[a-zA-Z0-9-]{1,40}$',
      patternHint: 'letters, digits and hyphens only.',
    },
    MODELS_FIELD,
  ],
  apiKey: { use: 'required', placeholder: '', help: 'The primary key shown in the “Consume” tab.' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
