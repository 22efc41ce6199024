export interface EmbeddingFacts {
  /** Numbers a text; absent: not known before it is asked. */
  dims?: number
  /** ISO codes that it was trained for; null: many. */
  languages: string[] | null
}

const ENGLISH = ['en']

/** From the makers' model cards, 2026-11. First match counts; names are lower case and without an owner's prefix. */
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

/** What is known of an embedding model by its name; of others that they read all languages, which people can change. */
export function embeddingFacts(model: string): EmbeddingFacts {
  const name = model.toLowerCase().split('/').at(-1) ?? ''
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? { languages: null }
}
