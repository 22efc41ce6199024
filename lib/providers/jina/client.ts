import 'server-only'
import { searchModelsClient } from '../wires/http/search-models-client'

export default searchModelsClient({
  label: 'Jina AI',
  models: [
    { id: 'jina-embeddings-v3', ability: 'embed' },
    { id: 'jina-embeddings-v4', ability: 'embed' },
    { id: 'jina-clip-v2', ability: 'embed' },
    { id: 'jina-reranker-v2-base-multilingual', ability: 'rerank' },
    { id: 'jina-reranker-m0', ability: 'rerank' },
    { id: 'jina-reranker-v3', ability: 'rerank' },
  ],
  cheapest: 'jina-embeddings-v3',
  // Other models reject the parameter.
  bodyOf: ({ model, use }) =>
    /^jina-embeddings-v[34]/.test(model) ? { task: use === 'query' ? 'retrieval.query' : 'retrieval.passage' } : {},
  rerank: { limitName: 'top_n', maxTexts: 2_048 },
})
