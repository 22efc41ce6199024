import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { GRAPH_SCHEMA_VERSION, type Graph, GraphId, GraphNodeSchema, MAX_EDGES, MAX_NODES } from '../graph'

export const APP_FILE_FORMAT = 'patchbay-app'
export const APP_FILE_VERSION = 1

/** Something of the workspace that an app uses, by the id that its nodes name. Names only: never a key, an address or a value. */
export const AppNeed = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    /** Connection and model as the nodes name them; `route` and `trained` stand for themselves. */
    id: z.string().max(64),
    model: z.string().max(200),
    /** What the connection is called, and which service it is of. */
    name: z.string().max(200),
    provider: z.string().max(64),
    ability: z.string().max(32),
  }),
  z.strictObject({ kind: z.literal('knowledge'), id: z.string().max(64), name: z.string().max(200) }),
  z.strictObject({ kind: z.literal('app'), id: z.string().max(64), name: z.string().max(200) }),
  /** By its name, which is its id. */
  z.strictObject({ kind: z.literal('secret'), id: z.string().max(100) }),
  z.strictObject({ kind: z.literal('trained-model'), id: z.string().max(200) }),
])
export type AppNeed = z.infer<typeof AppNeed>

const End = z.string().regex(/^[^.]+\.[^.]+$/, 'An end of a connection is written node.port.')

const FileNode = GraphNodeSchema.omit({ id: true, position: true, size: true, collapsed: true })

const FileLayout = z.strictObject({
  x: z.number().finite(),
  y: z.number().finite(),
  width: z.number().min(1).max(100_000).optional(),
  height: z.number().min(1).max(100_000).optional(),
  collapsed: z.boolean().optional(),
})

/** The file as it is written: what the app does, what it needs, and last how it is drawn. */
export const AppFileSchema = z.strictObject({
  format: z.literal(APP_FILE_FORMAT),
  formatVersion: z.literal(APP_FILE_VERSION),
  app: z.strictObject({
    name: z.string().min(1).max(120),
    description: z.string().max(500).default(''),
    kind: z.enum(['chat', 'form']),
    icon: z.string().max(40).default('message-square'),
  }),
  needs: z.array(AppNeed).max(MAX_NODES).default([]),
  graph: z.strictObject({
    schemaVersion: z.literal(GRAPH_SCHEMA_VERSION),
    /** By id, in its order. */
    nodes: z.record(GraphId, FileNode),
    /** Where a connection ends -> where its values come from; of several the first live one wins, so their order stays. */
    edges: z.record(End, z.array(End).min(1).max(MAX_EDGES)),
    /** Answers in the order in which they are given, where there are several. */
    answers: z.array(GraphId).optional(),
  }),
  layout: z.record(GraphId, FileLayout),
})

export interface AppFile {
  app: { name: string; description: string; kind: 'chat' | 'form'; icon: string }
  needs: AppNeed[]
  graph: Graph
}

/** Enough to tell what a file is before all of it is looked at. */
export const FileHead = z.object({ format: z.string(), formatVersion: z.number(), graph: JsonObjectSchema })
