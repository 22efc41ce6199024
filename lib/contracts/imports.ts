import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { GraphSchema } from '@/lib/graph/graph'
import { ImportReport } from '@/lib/import/report'
import { AppKind } from './apps'
import { defineContract } from './contract'
import { Timestamp } from './shared'

export const ImportedAppView = z.strictObject({
  app: z.strictObject({ name: z.string(), description: z.string(), kind: AppKind, icon: z.string() }),
  graph: GraphSchema,
  /** Null for a file of Patchbay, which needs no conversion. */
  report: ImportReport.nullable(),
})
export type ImportedAppView = z.infer<typeof ImportedAppView>

/**
 * Reads a file of another builder (Dify, Flowise, n8n, Langflow, FastGPT, Coze, Typebot) or of Patchbay, and returns
 * its apps with a report of what changed. Nothing is stored, run or called: create an app from each `graph` afterwards.
 */
export const readImport = defineContract({
  name: 'imports.read',
  method: 'POST',
  path: '/api/studio/imports',
  access: 'editor',
  body: z.strictObject({
    /** The name of the file. Apps without a name in it get this one. */
    name: z.string().max(300),
    text: z.string().min(1).max(10_000_000),
  }),
  response: z.strictObject({ apps: z.array(ImportedAppView) }),
  // Escaped characters take more bytes in a request than in the file.
  maxBodyBytes: 22_000_000,
})

/** The report of the import that created the app, with the replacements that were selected then. */
export const getImportReport = defineContract({
  name: 'imports.report',
  method: 'GET',
  path: '/api/studio/apps/:appId/import-report',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  response: z.strictObject({ report: ImportReport, createdAt: Timestamp }),
})
