import 'server-only'
import { eq } from 'drizzle-orm'
import type { getPassage as getPassageContract } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import { appFiles } from '@/lib/db/schema/app-files'
import type { Verb } from '@/lib/services/context'
import { getPassage as getKnowledgePassage } from '@/lib/services/knowledge/search'
import { filePassage } from '../app-files/file-passage'

/** The quoted passage: from a knowledge base, or from a document attached to the run. */
export const getPassage: Verb<typeof getPassageContract> = async (args) => {
  try {
    return await getKnowledgePassage(args)
  } catch (error) {
    if (!AppError.isInstance(error) || error.code !== 'NOT_FOUND') throw error
    const { ctx, params, query } = args
    // Members see the runs of all end users, and their files.
    const ofWorkspace = eq(appFiles.workspaceId, ctx.workspace.id)
    const found = await filePassage(ctx.db, { chunkId: params.chunkId, ...query, within: ofWorkspace })
    if (!found) throw error
    const { documentName, headings, page, text, markStart, markEnd } = found
    const parts = { before: text.slice(0, markStart), text: text.slice(markStart, markEnd), after: text.slice(markEnd) }
    return { documentName, headings, page, ...parts }
  }
}
