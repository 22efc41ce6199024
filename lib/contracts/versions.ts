import { z } from 'zod'
import { EnvironmentName, Id, Slug } from '@/lib/core/ids'
import { SourceDetail } from '@/lib/core/knowledge/source-detail'
import { DiffSummary } from '@/lib/graph/diff/diff-summary'
import { GraphSchema } from '@/lib/graph/graph'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { AppDetail } from './apps'
import { defineContract } from './contract'
import { ReleaseResult } from './releases'
import { Done, Name, ReleaseOverride, Timestamp } from './shared'
import { WidgetSettings } from './widget'

const AppParams = z.strictObject({ appId: Id })

export const VersionView = z.strictObject({
  id: Id,
  number: z.number().int(),
  note: z.string(),
  author: z.string(),
  createdAt: Timestamp,
  /** Whether it is live in production. */
  live: z.boolean(),
  /** Whether it is or was live in production: it can return there without a second person. */
  wasLive: z.boolean(),
  /** Names of the environments where it is live. */
  environments: z.array(z.string()),
  /**
   * `published`: created to go live. `saved`: created by a person. `restore`: the draft before another version replaced
   * it.
   */
  cause: z.enum(['published', 'saved', 'restore']),
  /** Whether it can be released. */
  isSound: z.boolean(),
  /** Differences from the previous version; null for the first one. */
  changes: DiffSummary.nullable(),
})
export type VersionView = z.infer<typeof VersionView>

/** Who may use the published app's page and widget. The API always requires a key. */
export const APP_ACCESS = ['link', 'members', 'key'] as const
export const AppAccess = z.enum(APP_ACCESS)

/** A web origin such as https://example.com or http://localhost:8080. */
const Origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/i, schemaError('forms.origin'))
  .transform((origin) => origin.toLowerCase())

export const DEFAULT_BATCH_ROWS = 500
/** Maximum number of waiting rows of an app, over all its visitors. */
export const MAX_BATCH_ROWS_OF_VISITORS = 5_000

export const PublicationSettings = z.strictObject({
  slug: Slug,
  access: AppAccess,
  /** Pages that may show the widget; empty means only ours. */
  allowedOrigins: z.array(Origin).max(50),
  title: z.string().trim().min(1).max(80),
  greeting: z.string().max(500),
  suggestions: z.array(z.string().trim().min(1).max(120)).max(4),
  /** CSS hex color of the bubble and of buttons. */
  accent: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  /**
   * `sync`: the output of a step is stored before the next one starts. `async`: shortly after, for the fastest answers.
   */
  durability: z.enum(['async', 'sync']).default('async'),
  /** Concurrent background runs with the same concurrency key; later ones wait. */
  runsPerKey: z.number().int().min(1).max(100).default(1),
  widget: WidgetSettings.prefault({}),
  /** The modes of the hosted page: one message or form at a time, a file with many rows, or both. */
  page: z.enum(['single', 'batch', 'both']).default('single'),
  /** Maximum number of rows in a visitor's file. */
  batchRows: z.number().int().min(1).max(MAX_BATCH_ROWS_OF_VISITORS).default(DEFAULT_BATCH_ROWS),
  /** Details about the documents behind answers, on every public API. `defaultSources` if absent. */
  sources: SourceDetail.optional(),
  /** Whether API callers receive the reasoning of a thinking model. */
  showReasoning: z.boolean().default(false),
})
export type PublicationSettings = z.infer<typeof PublicationSettings>

export const PublicationView = PublicationSettings.extend({
  publishedVersion: z.number().int().nullable(),
  baseUrl: z.string(),
})
export type PublicationView = z.infer<typeof PublicationView>

export const publishVersion = defineContract({
  name: 'versions.publish',
  method: 'POST',
  path: '/api/studio/apps/:appId/versions',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    note: z.string().trim().max(500).default(''),
    revision: z.number().int().min(0),
    environment: EnvironmentName.default('production'),
    override: ReleaseOverride.optional(),
  }),
  /** `release`: whether it is live there now, or waits for a second person. */
  response: z.strictObject({ version: VersionView, publication: PublicationView, release: ReleaseResult }),
})

/**
 * Saves the draft as a version without releasing it. The draft may have problems. `restore` marks a draft that another
 * version is about to replace. If the newest version already has the same graph as such a draft, that version is
 * returned and nothing is stored.
 */
export const saveVersion = defineContract({
  name: 'versions.save',
  method: 'POST',
  path: '/api/studio/apps/:appId/checkpoints',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    note: z.string().trim().max(500).default(''),
    revision: z.number().int().min(0),
    cause: z.enum(['saved', 'restore']).default('saved'),
  }),
  response: VersionView,
})

/** Creates a new app whose draft is this version; address, keys and versions stay with the original. */
export const forkVersion = defineContract({
  name: 'versions.fork',
  method: 'POST',
  path: '/api/studio/apps/:appId/versions/:versionId/fork',
  access: 'editor',
  params: z.strictObject({ appId: Id, versionId: Id }),
  body: z.strictObject({ name: Name }),
  response: AppDetail,
})

export const listVersions = defineContract({
  name: 'versions.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/versions',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ versions: z.array(VersionView) }),
})

export const getVersion = defineContract({
  name: 'versions.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/versions/:versionId',
  access: 'viewer',
  params: z.strictObject({ appId: Id, versionId: Id }),
  response: z.strictObject({ version: VersionView, graph: GraphSchema }),
})

/** Points `production` to a version, older or newer. */
export const activateVersion = defineContract({
  name: 'versions.activate',
  method: 'PUT',
  path: '/api/studio/apps/:appId/environments/production',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ versionId: Id.nullable() }),
  response: PublicationView,
})

/** Always succeeds; before the first publication `publishedVersion` is null and the slug is a proposal. */
export const getPublication = defineContract({
  name: 'publication.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/publication',
  access: 'viewer',
  params: AppParams,
  response: PublicationView,
})

export const savePublication = defineContract({
  name: 'publication.save',
  method: 'PUT',
  path: '/api/studio/apps/:appId/publication',
  access: 'editor',
  params: AppParams,
  body: PublicationSettings,
  response: PublicationView,
})

export const FormerAddress = z.strictObject({
  slug: Slug,
  /** Time at which it was replaced by another address. */
  since: Timestamp,
})
export type FormerAddress = z.infer<typeof FormerAddress>

/** Lists previous addresses that still redirect to the app, the newest first. */
export const listFormerAddresses = defineContract({
  name: 'publication.formerAddresses',
  method: 'GET',
  path: '/api/studio/apps/:appId/former-addresses',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ addresses: z.array(FormerAddress) }),
})

/** Releases a previous address: it stops working, and any app of any workspace may use it. */
export const releaseAddress = defineContract({
  name: 'publication.releaseAddress',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/former-addresses/:slug',
  access: 'owner',
  params: AppParams.extend({ slug: Slug }),
  response: Done,
})
