export interface EmbeddingFacts {
  /** Dimensions; absent until measured. */
  dims?: number
  /** ISO codes of the training languages; null for a multilingual model. */
  languages: string[] | null
}

const ENGLISH = ['en']

/** From the vendors' model cards, 2026-11. The first match counts; names are lower-case without an owner prefix. */
const KNOWN: readonly [name: RegExp, facts: EmbeddingFacts][] = [
  [/^all-minilm/, { dims: 384, languages: ENGLISH }],
  [/^all-mpnet/, { dims: 768, languages: ENGLISH }],
  [/^text-embedding-3-large/, { dims: 3_072, languages: null }],
  [/^text-embedding-(3-small|ada-002)/, { dims: 1_536, languages: null }],
  [/^text-embedding-00[3-5]/, { dims: 768, languages: ENGLISH }],
  [/^gemini-embedding/, { dims: 3_072, languages: null }],
  [/^(cohere\.)?embed-english-light/, { dims: 384, languages: ENGLISH }],
  [/^(cohere\.)?embed-english/, { dims: 1_024, languages: ENGLISH }],
  [/^(cohere\.)?embed-v4/, { dims: 1_536, languages: null }],
  [/^(cohere\.)?embed-multilingual-v3/, { dims: 1_024, languages: null }],
  [/^voyage-(3|multilingual)/, { languages: null }],
  [/^mistral-embed/, { dims: 1_024, languages: null }],
  [/^jina-embeddings-v3/, { dims: 1_024, languages: null }],
  [/^jina-embeddings-v2-base-(de|es|zh)/, { dims: 768, languages: null }],
  [/^jina-embeddings-v2/, { languages: ENGLISH }],
  [/^nomic-embed-text-v2/, { dims: 768, languages: null }],
  [/^nomic-embed-text/, { dims: 768, languages: ENGLISH }],
  [/^mxbai-embed-large/, { dims: 1_024, languages: ENGLISH }],
  [/^bge-m3/, { dims: 1_024, languages: null }],
  [/^bge-.*-zh/, { languages: ['zh'] }],
  [/^bge-/, { languages: ENGLISH }],
  [
    /^(multilingual-e5|gte-multilingual|snowflake-arctic-embed2|granite-embedding-\d+m-multilingual)/,
    { languages: null },
  ],
  [/^(e5|gte|snowflake-arctic-embed|granite-embedding)/, { languages: ENGLISH }],
  [/^titan-embed-text-v1|^amazon\.titan-embed-text-v1/, { dims: 1_536, languages: null }],
]

/** Facts about an embedding model by name. Unknown models are assumed to be multilingual, which users can change. */
export function embeddingFacts(model: string): EmbeddingFacts {
  const name = model.toLowerCase().split('/').at(-1) ?? ''
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? { languages: null }
}
