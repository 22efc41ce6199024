export interface AddRequest {
  knowledgeBaseId: string
  documents: readonly { name: string; text: string }[]
  /** Values of new documents as texts, by the field of the knowledge base. */
  metadata: { [field: string]: string }
  /** How to treat a document of the same name. */
  ifExists: 'replace' | 'skip' | 'add'
  /** The same key stores the same documents. */
  key: string
}

export type AddedDocument = { documentId: string; name: string; status: 'queued' | 'unchanged' }

/** By id; a document that no longer exists is absent. */
export interface DocumentStates {
  documents: { [documentId: string]: 'queued' | 'ready' | 'failed' }
  chunks: number
}
