import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { GRAPH_SCHEMA_VERSION, type Graph, GraphId, GraphNodeSchema, MAX_EDGES, MAX_NODES } from '../graph'
import { AppCard, AppSamples, areSamplesSmall } from './app-card'

export const APP_FILE_FORMAT = 'patchbay-app'
export const APP_FILE_VERSION = 2
/** Written for a file without a card, so that earlier versions of Patchbay read it. */
export const PLAIN_FILE_VERSION = 1

/** A workspace resource that an app uses, by the id in its nodes. Names only: never a key, an address or a value. */
export const AppNeed = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    /** Connection and model as in the nodes; `route` and `trained` are kept literally. */
    id: z.string().max(64),
    model: z.string().max(200),
    /** Name of the connection, and its provider. */
    name: z.string().max(200),
    provider: z.string().max(64),
    ability: z.string().max(32),
  }),
  z.strictObject({ kind: z.literal('knowledge'), id: z.string().max(64), name: z.string().max(200) }),
  z.strictObject({ kind: z.literal('app'), id: z.string().max(64), name: z.string().max(200) }),
  /** Identified by its name. */
  z.strictObject({ kind: z.literal('secret'), id: z.string().max(100) }),
  z.strictObject({ kind: z.literal('trained-model'), id: z.string().max(200) }),
  /** An imported API, by the plugin id of its actions. */
  z.strictObject({ kind: z.literal('api'), id: z.string().max(40), name: z.string().max(200) }),
  z.strictObject({ kind: z.literal('mcp-server'), id: z.string().max(64), name: z.string().max(200) }),
  /** A connection to the service of a plugin. */
  z.strictObject({ kind: z.literal('connection'), id: z.string().max(64), plugin: z.string().max(40) }),
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

/** The file format: the app's logic, its needs, and finally its layout. */
export const AppFileSchema = z.strictObject({
  format: z.literal(APP_FILE_FORMAT),
  formatVersion: z.union([z.literal(PLAIN_FILE_VERSION), z.literal(APP_FILE_VERSION)]),
  app: z.strictObject({
    name: z.string().min(1).max(120),
    description: z.string().max(500).default(''),
    kind: z.enum(['chat', 'form']),
    icon: z.string().max(40).default('message-square'),
  }),
  needs: z.array(AppNeed).max(MAX_NODES).default([]),
  graph: z.strictObject({
    schemaVersion: z.literal(GRAPH_SCHEMA_VERSION),
    /** Keyed by id, sorted. */
    nodes: z.record(GraphId, FileNode),
    /** Target of a connection -> its sources; the first live one wins, so their order is kept. */
    edges: z.record(End, z.array(End).min(1).max(MAX_EDGES)),
    /** Order of the answers, if there are several. */
    answers: z.array(GraphId).optional(),
  }),
  layout: z.record(GraphId, FileLayout),
  /** Since version 2, for templates. */
  card: AppCard.optional(),
  samples: AppSamples.refine(areSamplesSmall, 'Samples may have 2 MB in total.').optional(),
})

export interface AppFile {
  app: { name: string; description: string; kind: 'chat' | 'form'; icon: string }
  needs: AppNeed[]
  graph: Graph
  card?: AppCard
  samples?: AppSamples
}

/** Enough to identify a file before it is validated. */
export const FileHead = z.object({ format: z.string(), formatVersion: z.number(), graph: JsonObjectSchema })
