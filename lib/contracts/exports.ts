import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

const VersionParams = z.strictObject({ appId: Id, versionId: Id })

const ProjectFile = z.strictObject({ path: z.string(), content: z.string() })
export type ProjectFile = z.infer<typeof ProjectFile>

/** Why a version cannot be exported as code, one entry per node. */
const ExportProblem = z.strictObject({ nodeId: z.string(), label: z.string(), message: z.string() })
export type ExportProblem = z.infer<typeof ExportProblem>

/** Lists the files of the exported project; none while there are problems. */
export const previewExport = defineContract({
  name: 'versions.previewExport',
  method: 'GET',
  path: '/api/studio/apps/:appId/versions/:versionId/export/files',
  access: 'editor',
  params: VersionParams,
  response: z.strictObject({ files: z.array(ProjectFile), problems: z.array(ExportProblem) }),
})

/** Exports the project as a ZIP file. INVALID_GRAPH lists the problems, if any. */
export const exportVersion = defineContract({
  name: 'versions.export',
  method: 'GET',
  path: '/api/studio/apps/:appId/versions/:versionId/export',
  access: 'editor',
  params: VersionParams,
  response: z.instanceof(Response),
  responseKind: 'file',
})
