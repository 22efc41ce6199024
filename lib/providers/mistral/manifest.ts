import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'mistral',
  label: 'Mistral',
  description: 'Mistral, Ministral, Magistral and Pixtral models, hosted in Europe.',
  icon: 'wand',
  logo: 'lobehub:mistral',
  docsUrl: 'https://console.mistral.ai/api-keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.mistral.ai/v1',
    isAdvanced: true,
    placeholder: 'https://api.mistral.ai/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'Your key', help: 'Create it at console.mistral.ai under “API keys”.' },
  recognises: { address: '^https://api\\.mistral\\.ai(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'transcribe'],
}
