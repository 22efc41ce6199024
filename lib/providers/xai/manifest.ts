import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'xai',
  label: 'xAI',
  description: 'Grok models by xAI.',
  icon: 'sparkles',
  logo: 'lobehub:xai',
  docsUrl: 'https://console.x.ai',
  category: 'lab',
  baseUrl: {
    default: 'https://api.x.ai/v1',
    isAdvanced: true,
    placeholder: 'https://api.x.ai/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'xai-…', help: 'Create it at console.x.ai under “API keys”.' },
  recognises: { key: '^xai-', address: '^https://api\\.x\\.ai(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'image'],
}
