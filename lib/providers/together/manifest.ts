import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'together',
  label: 'Together AI',
  description: 'Open models for chat, embeddings, images and speech.',
  icon: 'layers',
  logo: 'lobehub:together',
  docsUrl: 'https://api.together.ai/settings/api-keys',
  category: 'aggregator',
  baseUrl: {
    default: 'https://api.together.xyz/v1',
    isAdvanced: true,
    placeholder: 'https://api.together.xyz/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'Your key', help: 'Create it at api.together.ai under “API keys”.' },
  recognises: { key: '^tgp_v1_', address: '^https://api\\.together\\.(xyz|ai)(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank', 'transcribe', 'image', 'fine-tune'],
}
