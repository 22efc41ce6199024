/**
 * `exact`: one node with the same outputs. `equivalent`: several nodes or generated code with the same outputs.
 * `partial`: it runs, but a setting was dropped or guessed. `missing`: a placeholder keeps its settings.
 */
export const IMPORT_STATUSES = ['exact', 'equivalent', 'partial', 'missing'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** Why a node is partial or missing, as keys of `lib/client/messages`. */
export interface ImportNote {
  key:
    | 'model'
    | 'modelSetting'
    | 'tools'
    | 'variables'
    | 'reference'
    | 'knowledge'
    | 'credential'
    | 'python'
    | 'jinja'
    | 'type'
    | 'files'
    | 'operator'
    | 'format'
    | 'flatten'
    | 'braces'
    | 'setting'
  /** What it is about, such as the name of a setting. */
  about: string
}

export interface ImportedNode {
  sourceId: string
  title: string
  sourceType: string
  status: ImportStatus
  /** Ids of the nodes made from it. */
  targets: string[]
  notes: ImportNote[]
}

export interface ImportReport {
  peer: 'dify'
  formatVersion: string
  nodes: ImportedNode[]
  totals: Record<ImportStatus, number>
}

export function totalsOf(nodes: readonly ImportedNode[]): Record<ImportStatus, number> {
  const totals: Record<ImportStatus, number> = { exact: 0, equivalent: 0, partial: 0, missing: 0 }
  for (const { status } of nodes) totals[status] += 1
  return totals
}
