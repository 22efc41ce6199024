import { z } from 'zod'
import { ImportedVariable } from './imported-variable'

/**
 * `exact`: one node with the same outputs. `equivalent`: several nodes or generated code with the same outputs.
 * `partial`: it runs, but a setting was dropped or guessed. `missing`: a placeholder keeps its settings.
 */
export const IMPORT_STATUSES = ['exact', 'equivalent', 'partial', 'missing'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** Builders whose files can be read. */
export const IMPORT_PEERS = ['dify', 'flowise', 'n8n', 'langflow', 'fastgpt', 'coze', 'typebot'] as const
export type ImportPeer = (typeof IMPORT_PEERS)[number]

/** Reasons why a node is partial or missing, as keys of `lib/client/messages`. */
export const IMPORT_NOTES = [
  'model',
  'modelSetting',
  'tools',
  'variables',
  'reference',
  'knowledge',
  'credential',
  'python',
  'jinja',
  'type',
  'files',
  'operator',
  'format',
  'flatten',
  'braces',
  'setting',
  'jump',
  'state',
  'expression',
  'items',
  'packages',
  'prompt',
  'trigger',
  'app',
  'media',
  'unused',
  'host',
  'service',
  'connection',
] as const

export const ImportNote = z.strictObject({
  key: z.enum(IMPORT_NOTES),
  /** What it is about, such as the name of a setting. */
  about: z.string(),
})
export type ImportNote = z.infer<typeof ImportNote>

export const ImportedNode = z.strictObject({
  sourceId: z.string(),
  title: z.string(),
  sourceType: z.string(),
  status: z.enum(IMPORT_STATUSES),
  /** Ids of the nodes made from it, or that it is a part of. */
  targets: z.array(z.string()),
  notes: z.array(ImportNote),
})
export type ImportedNode = z.infer<typeof ImportedNode>

/** An edge of the file, between nodes of the file. */
export const ImportedEdge = z.strictObject({
  sourceId: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum(IMPORT_STATUSES),
})
export type ImportedEdge = z.infer<typeof ImportedEdge>

/** A value that a node of the file reads. */
export const ImportedReference = z.strictObject({
  /** As in the file, or as its reader names it. */
  raw: z.string(),
  /** The node that reads it. */
  at: z.string(),
  status: z.enum(IMPORT_STATUSES),
  /** Null if it has no equivalent. */
  target: z.string().nullable(),
})
export type ImportedReference = z.infer<typeof ImportedReference>

/** A setting of a node of the file that is neither empty nor off. */
export const ImportedSetting = z.strictObject({
  /** The node that has it. */
  at: z.string(),
  path: z.string(),
  /** Its beginning, with secrets masked. */
  value: z.string(),
  /** `approximated`: it is used, with a difference that a note of the node explains. `dropped`: it has no effect. */
  status: z.enum(['kept', 'approximated', 'dropped']),
})
export type ImportedSetting = z.infer<typeof ImportedSetting>

export const ImportReport = z.strictObject({
  peer: z.enum(IMPORT_PEERS),
  formatVersion: z.string(),
  nodes: z.array(ImportedNode),
  edges: z.array(ImportedEdge),
  references: z.array(ImportedReference),
  settings: z.array(ImportedSetting),
  /** Environment variables that the app reads. */
  environment: z.array(ImportedVariable),
  totals: z.strictObject({
    exact: z.number().int(),
    equivalent: z.number().int(),
    partial: z.number().int(),
    missing: z.number().int(),
  }),
})
export type ImportReport = z.infer<typeof ImportReport>

export function totalsOf(nodes: readonly ImportedNode[]): Record<ImportStatus, number> {
  const totals: Record<ImportStatus, number> = { exact: 0, equivalent: 0, partial: 0, missing: 0 }
  for (const { status } of nodes) totals[status] += 1
  return totals
}
