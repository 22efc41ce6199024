/** Names of the workspace that summaries of nodes show instead of ids. */
export interface ResourceNames {
  /** The model behind “Default model”; empty if there is none. */
  defaultModel: string
  knowledgeBases: ReadonlyMap<string, string>
}

export const NO_NAMES: ResourceNames = { defaultModel: '', knowledgeBases: new Map() }
