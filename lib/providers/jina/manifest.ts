import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'jina',
  label: 'Jina AI',
  description: 'Embeddings and reranking in many languages. No language models.',
  icon: 'scan-search',
  logo: 'lobehub:jina',
  docsUrl: 'https://jina.ai/api-dashboard/key-manager',
  recognises: { key: '^jina_', address: '^https://api\\.jina\\.ai(/|$)' },
  category: 'lab',
  baseUrl: {
    default: 'https://api.jina.ai/v1',
    isAdvanced: true,
    placeholder: 'https://api.jina.ai/v1',
    help: 'Change this only for a proxy.',
  },
  apiKey: { use: 'required', placeholder: 'jina_…', help: 'Create it at jina.ai under “API key & billing”.' },
  abilities: ['embed', 'rerank'],
}
