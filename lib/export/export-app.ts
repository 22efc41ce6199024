import type { Graph } from '@/lib/graph/graph'
import { finishCode } from './code/text-literal'
import { createProject, type ExportFile, type ExportProblem, type ExportSources } from './project'
import { writeModels } from './write/write-models'
import { writeModule } from './write/write-module'
import { writePackage } from './write/write-package'
import { writeReadme } from './write/write-readme'
import { exampleCall, writeRun } from './write/write-run'

export interface ExportedVersion {
  appId: string
  name: string
  description: string
  version: number
  graph: Graph
}

export type Exported = { ok: true; files: ExportFile[] } | { ok: false; problems: ExportProblem[] }

/**
 * Exports a version of an app as a LangGraph.js project, or returns the problems. Pure: the caller provides all data.
 */
export function exportApp(app: ExportedVersion, sources: ExportSources): Exported {
  const project = createProject(sources)
  const { name, description, version, graph } = app
  project.open.push(`${app.appId}/`)
  const module = writeModule(project, { name, graph, directory: '' })
  if (!module || project.problems.length > 0) return { ok: false, problems: project.problems }
  writeRun(project, graph)
  writeModels(project)
  writeReadme(project, { name, description, version, exampleCall: exampleCall(graph), module })
  writePackage(project, { name, version })
  const files = [...project.files].map(([path, content]) => ({
    path,
    // Other files contain their texts unchanged.
    content: path.endsWith('.ts') ? finishCode(content) : content,
  }))
  return { ok: true, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
}
