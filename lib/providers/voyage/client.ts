import 'server-only'
import { searchModelsClient } from '../wires/http/search-models-client'

export default searchModelsClient({
  label: 'Voyage AI',
  models: [
    { id: 'voyage-4', ability: 'embed' },
    { id: 'voyage-4-large', ability: 'embed' },
    { id: 'voyage-4-lite', ability: 'embed' },
    { id: 'voyage-3.5', ability: 'embed' },
    { id: 'voyage-3.5-lite', ability: 'embed' },
    { id: 'voyage-3-large', ability: 'embed' },
    { id: 'voyage-code-3', ability: 'embed' },
    { id: 'voyage-finance-2', ability: 'embed' },
    { id: 'voyage-law-2', ability: 'embed' },
    { id: 'rerank-2.5', ability: 'rerank' },
    { id: 'rerank-2.5-lite', ability: 'rerank' },
  ],
  cheapest: 'voyage-4-lite',
  bodyOf: ({ use }) => ({ input_type: use ?? 'document' }),
  rerank: { limitName: 'top_k', maxTexts: 1_000 },
})
