import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'cohere',
  label: 'Cohere',
  description: 'Command models, with embeddings and reranking in many languages.',
  icon: 'sparkles',
  logo: 'lobehub:cohere',
  docsUrl: 'https://dashboard.cohere.com/api-keys',
  recognises: { address: '^https://api\\.cohere\\.(com|ai)(/|$)' },
  category: 'lab',
  baseUrl: {
    default: 'https://api.cohere.com',
    isAdvanced: true,
    placeholder: 'https://api.cohere.com',
    help: 'Change this only for a proxy or a private deployment.',
  },
  apiKey: { use: 'required', placeholder: '', help: 'Create it in the Cohere dashboard under “API keys”.' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank'],
}
