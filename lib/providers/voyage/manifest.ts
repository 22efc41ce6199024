import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'voyage',
  label: 'Voyage AI',
  description: 'Embeddings and reranking for document and code search. No language models.',
  icon: 'scan-search',
  logo: 'lobehub:voyage',
  docsUrl: 'https://dashboard.voyageai.com/organization/api-keys',
  recognises: { key: '^pa-[a-zA-Z0-9_-]{20}', address: '^https://api\\.voyageai\\.com(/|$)' },
  category: 'lab',
  baseUrl: {
    default: 'https://api.voyageai.com/v1',
    isAdvanced: true,
    placeholder: 'https://api.voyageai.com/v1',
    help: 'Change this only for a proxy.',
  },
  apiKey: { use: 'required', placeholder: 'pa-…', help: 'Create it in the Voyage dashboard under “API keys”.' },
  abilities: ['embed', 'rerank'],
}
