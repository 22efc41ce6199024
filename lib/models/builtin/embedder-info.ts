/** Identifies the embedding model in a knowledge base. */
export const BUILTIN_EMBEDDER = {
  id: 'builtin/all-minilm-l6-v2',
  name: 'all-MiniLM-L6-v2 (built in)',
  dims: 384,
  weightsSha256: '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
  /** Trained on English; other languages use keyword search only. */
  languages: ['en'],
} as const
