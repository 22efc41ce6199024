import 'server-only'
import type { readApiDocument as readContract } from '@/lib/contracts/custom-apis/documents'
import { readOutline } from '@/lib/import/openapi/run-converter'
import { requireRole, type Verb } from '../context'
import { workspaceEgress } from '../governance/workspace-egress'
import { storeDocument } from './document-store'
import { documentTooLarge, fetchDocument, MAX_DOCUMENT_BYTES } from './fetch-document'

export const readApiDocument: Verb<typeof readContract> = async ({ ctx, body: { source }, signal }) => {
  requireRole(ctx, 'editor')
  const url = 'url' in source ? source.url : null
  const text =
    'url' in source ? await fetchDocument(workspaceEgress(ctx.db, ctx.workspace.id), source.url, signal) : source.text
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) throw documentTooLarge()
  const outline = await readOutline({ text, documentUrl: url }, { signal })
  return { documentId: await storeDocument(ctx, { text, url }), url, outline }
}
