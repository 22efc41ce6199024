import 'server-only'
import { and, eq } from 'drizzle-orm'
import { strToU8, zipSync } from 'fflate'
import type {
  exportVersion as exportVersionContract,
  previewExport as previewExportContract,
} from '@/lib/contracts/exports'
import { AppError } from '@/lib/core/app-error'
import { versions } from '@/lib/db/schema/apps'
import { type Exported, exportApp } from '@/lib/export/export-app'
import { addEnglishToIssue } from '@/lib/graph/add-english-to-issue'
import type { GraphIssue } from '@/lib/graph/issue'
import { problem } from '@/lib/messages/problems/problem'
import { textRef } from '@/lib/messages/problems/text-ref'
import { getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { loadExportSources } from './export-sources'
import { fileNameOf } from './file-name-of'
import { findScriptProblem } from './find-script-problem'

export const previewExport: Verb<typeof previewExportContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { exported } = await writeVersion(ctx, params)
  return exported.ok ? { files: exported.files, problems: [] } : { files: [], problems: exported.problems }
}

/** @throws INVALID_GRAPH with an issue for each node that cannot be exported as code */
export const exportVersion: Verb<typeof exportVersionContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { exported, name } = await writeVersion(ctx, params)
  if (!exported.ok) {
    const details = exported.problems.map(
      ({ nodeId, label, message }): GraphIssue => ({
        code: 'POLICY',
        severity: 'error',
        ...textRef('graph.notExportable', { node: label, problem: message }),
        nodeId,
      }),
    )
    throw new AppError('INVALID_GRAPH', problem('versions.notExportable'), { details: details.map(addEnglishToIssue) })
  }
  const entries = exported.files.map((file) => [`${name}/${file.path}`, strToU8(file.content)])
  // A fixed time, so that the same version gives the same bytes.
  const zip = zipSync(Object.fromEntries(entries), { mtime: new Date('2000-01-01T00:00:00') })
  return new Response(new Uint8Array(zip), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}.zip"`,
      'x-content-type-options': 'nosniff',
    },
  })
}

async function writeVersion(
  ctx: ServiceContext,
  { appId, versionId }: { appId: string; versionId: string },
): Promise<{ exported: Exported; name: string }> {
  const app = await getAppRow(ctx.db, ctx.workspace.id, appId)
  const [version] = await ctx.db
    .select({ number: versions.number, graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, ctx.workspace.id)))
  if (!version) throw notFound('missing.version')
  const { number, graph } = version
  const sources = await loadExportSources(ctx, graph)
  const problemByCode = new Map<string, string | null>()
  const write = () =>
    exportApp(
      { appId: app.id, name: app.name, description: app.description, version: number, graph },
      {
        ...sources,
        scriptProblem(code) {
          if (!problemByCode.has(code)) problemByCode.set(code, null)
          return problemByCode.get(code) ?? null
        },
      },
    )
  const exported = write()
  // Checking a script needs another process, so all of them are checked after they are collected.
  for (const code of problemByCode.keys()) problemByCode.set(code, await findScriptProblem(code))
  const hasProblem = [...problemByCode.values()].some((item) => item !== null)
  return { exported: hasProblem ? write() : exported, name: `${fileNameOf(app.name)}-v${number}` }
}
