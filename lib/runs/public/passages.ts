import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'
import { passageOf } from '@/lib/services/knowledge/search'
import type { System } from '@/lib/services/system'
import { liveGraph } from '@/lib/services/versions/live-apps'
import { versionGraph } from '@/lib/services/versions/version-graph'
import type { PublicBackend } from './types'

/** Passages quoted by an app's answers: from the knowledge of the live version, or of the one beside it. */
export function publicPassages({ db }: Pick<System, 'db'>): Pick<PublicBackend, 'getPassage'> {
  return {
    getPassage: async ({ app, chunkId, start, end, citations, viewer }) => {
      const isCited = citations.some((cited) => cited.chunkId === chunkId && cited.start === start && cited.end === end)
      if (app.sources !== 'document' && !(app.sources === 'passage' && isCited)) return null
      const graph = await liveGraph(db, app)
      const other = app.rollout ? await versionGraph(db, { ...app, versionId: app.rollout.versionId }) : null
      const knowledgeBaseIds = [graph, ...(other ? [other] : [])].flatMap(knowledgeBasesOf)
      const address = { workspaceId: app.workspaceId, chunkId, start, end, knowledgeBaseIds, viewer }
      const passage = await passageOf(db, address).catch((error: unknown) => {
        if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
        throw error
      })
      if (!passage) return null
      const { documentName, headings, page, text } = passage
      const { before, after } = app.sources === 'document' ? passage : { before: '', after: '' }
      return {
        documentName,
        headings,
        page,
        text: before + text + after,
        markStart: before.length,
        markEnd: before.length + text.length,
      }
    },
  }
}

function knowledgeBasesOf(graph: Graph): string[] {
  return graph.nodes.flatMap(({ config }) => {
    const id = config.knowledgeBaseId
    return typeof id === 'string' ? [id] : []
  })
}
