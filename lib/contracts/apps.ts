import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { GraphSchema, MAX_GRAPH_BYTES, NODE_COLORS } from '@/lib/graph/graph'
import { ImportReport } from '@/lib/import/report'
import { defineContract } from './contract'
import { RunStatus } from './run-status'
import { Done, Name, Timestamp } from './shared'

/** `chat`: one message in, an answer out, with history. `form`: named fields in, named values out. */
export const AppKind = z.enum(['chat', 'form'])
export type AppKind = z.infer<typeof AppKind>

/** The same hues as on the canvas. */
export const APP_COLOR_NAMES = NODE_COLORS
export const AppColor = z.enum(APP_COLOR_NAMES)
export type AppColor = z.infer<typeof AppColor>

const Tag = z.string().trim().min(1).max(30)
/** Tags that differ only in case are one. */
const Tags = z
  .array(Tag)
  .max(10)
  .transform((tags) => [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag])).values()].toReversed())

/** Data for a thumbnail of the graph: nodes outside groups, and their connections. */
export const GraphShape = z.strictObject({
  nodes: z.array(
    z.strictObject({ id: z.string(), type: z.string(), position: z.strictObject({ x: z.number(), y: z.number() }) }),
  ),
  edges: z.array(z.strictObject({ id: z.string(), from: z.string(), to: z.string() })),
})
export type GraphShape = z.infer<typeof GraphShape>

export const AppSummary = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  kind: AppKind,
  icon: z.string(),
  /** Null for the neutral color. */
  color: AppColor.nullable(),
  tags: z.array(z.string()),
  nodeCount: z.number().int(),
  /** Shape of the draft. */
  shape: GraphShape,
  publishedVersion: z.number().int().nullable(),
  slug: z.string().nullable(),
  /** Whether `imports.report` returns the report of the import that created it. */
  hasImportReport: z.boolean(),
  updatedAt: Timestamp,
  createdAt: Timestamp,
})
export type AppSummary = z.infer<typeof AppSummary>

export const AppListItem = AppSummary.extend({
  /** Who created it; null if unknown. */
  owner: z.string().nullable(),
  /** Whether the caller has marked it as a favorite. */
  isFavorite: z.boolean(),
  /** Whether it is live with a page at `/chat/{slug}`. */
  hasPage: z.boolean(),
  /** The newest run; null if it never ran. */
  lastRun: z.strictObject({ id: Id, status: RunStatus, createdAt: Timestamp }).nullable(),
  /** Runs of published versions in the last seven days, as in the overview of the app. */
  runsInWeek: z.number().int(),
})
export type AppListItem = z.infer<typeof AppListItem>

export const AppDetail = AppSummary.extend({ graph: GraphSchema, revision: z.number().int() })
export type AppDetail = z.infer<typeof AppDetail>

/** For an app of the largest size; a report lists each node, connection and setting of the file. */
const MAX_REPORT_BYTES = 8_000_000

const AppParams = z.strictObject({ appId: Id })

/** Sample data that a template brought into the workspace. */
export const SampleObject = z.strictObject({ kind: z.enum(['knowledge', 'dataset']), id: Id, name: z.string() })
export type SampleObject = z.infer<typeof SampleObject>

export const listApps = defineContract({
  name: 'apps.list',
  method: 'GET',
  path: '/api/studio/apps',
  access: 'viewer',
  response: z.strictObject({ apps: z.array(AppListItem) }),
})

/**
 * Creates an app: blank, from a template, or from an exported graph. A template that needs documents gets a new
 * knowledge base unless one is named.
 */
export const createApp = defineContract({
  name: 'apps.create',
  method: 'POST',
  path: '/api/studio/apps',
  access: 'editor',
  body: z.strictObject({
    name: Name,
    kind: AppKind.default('chat'),
    templateId: z.string().max(64).optional(),
    knowledgeBaseId: Id.optional(),
    /** For a template that connects to a server of yours: its address. */
    address: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
    graph: GraphSchema.optional(),
    /** For an imported graph: the description from its file. */
    description: z.string().max(500).default(''),
    icon: z.string().max(40).default('message-square'),
    /** For an imported graph: the report of `imports.read`, which is kept with the app. */
    importReport: ImportReport.optional(),
  }),
  response: AppDetail,
  maxBodyBytes: MAX_GRAPH_BYTES + MAX_REPORT_BYTES,
})

export const getApp = defineContract({
  name: 'apps.get',
  method: 'GET',
  path: '/api/studio/apps/:appId',
  access: 'viewer',
  params: AppParams,
  response: AppDetail,
})

export const updateApp = defineContract({
  name: 'apps.update',
  method: 'PATCH',
  path: '/api/studio/apps/:appId',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    name: Name.optional(),
    description: z.string().max(500).optional(),
    icon: z.string().max(40).optional(),
    color: AppColor.nullable().optional(),
    tags: Tags.optional(),
  }),
  response: AppSummary,
})

/** Marks an app for the caller only. */
export const favoriteApp = defineContract({
  name: 'apps.favorite',
  method: 'PUT',
  path: '/api/studio/apps/:appId/favorite',
  access: 'viewer',
  params: AppParams,
  body: z.strictObject({ isFavorite: z.boolean() }),
  response: Done,
})

/** Saves the draft if it is unchanged since `revision`; otherwise CONFLICT, and nothing is written. */
export const saveDraft = defineContract({
  name: 'apps.saveDraft',
  method: 'PUT',
  path: '/api/studio/apps/:appId/draft',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ revision: z.number().int().min(0), graph: GraphSchema }),
  response: z.strictObject({ revision: z.number().int(), updatedAt: Timestamp }),
  maxBodyBytes: MAX_GRAPH_BYTES,
})

export const duplicateApp = defineContract({
  name: 'apps.duplicate',
  method: 'POST',
  path: '/api/studio/apps/:appId/duplicate',
  access: 'editor',
  params: AppParams,
  response: AppDetail,
})

/**
 * Moves the app to the trash, from which `restoreApp` brings it back. Its public address stops working at once. The
 * response names its sample data that no other app uses, which is kept.
 */
export const deleteApp = defineContract({
  name: 'apps.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ ok: z.literal(true), samples: z.array(SampleObject) }),
})

export const restoreApp = defineContract({
  name: 'apps.restore',
  method: 'POST',
  path: '/api/studio/apps/:appId/restore',
  access: 'editor',
  params: AppParams,
  response: AppSummary,
})
