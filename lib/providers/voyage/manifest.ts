import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'voyage',
  label: 'Voyage AI',
  description: 'Embeddings and reranking for search in documents and code. No language models.',
  icon: 'scan-search',
  docsUrl: 'https://dashboard.voyageai.com/organization/api-keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.voyageai.com/v1',
    isAdvanced: true,
    placeholder: 'https://api.voyageai.com/v1',
    help: 'Change it only for a proxy.',
  },
  apiKey: { use: 'required', placeholder: 'pa-…', help: 'Made in Voyage’s dashboard under “API keys”.' },
  abilities: ['embed', 'rerank'],
}
