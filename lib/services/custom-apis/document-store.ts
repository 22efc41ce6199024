import 'server-only'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { and, eq, lt, notExists } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { customApiDocuments, customApiVersions } from '@/lib/db/schema/custom-apis'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../context'

type StoreContext = Pick<ServiceContext, 'db' | 'workspace' | 'now'>

const KEPT_MS = 24 * 3_600_000
/** Above the size limit of a document, so that each stored document can be decompressed. */
const MAX_BYTES = 44_000_000

export interface StoredDocument {
  id: string
  text: string
  url: string | null
}

/** Keeps a document for the rest of its import, and deletes those of abandoned imports. */
export async function storeDocument(ctx: StoreContext, { text, url }: Omit<StoredDocument, 'id'>): Promise<string> {
  const { db, workspace } = ctx
  const content = new Uint8Array(await promisify(gzip)(text))
  const isUsed = db.select().from(customApiVersions).where(eq(customApiVersions.documentId, customApiDocuments.id))
  await db
    .delete(customApiDocuments)
    .where(
      and(
        eq(customApiDocuments.workspaceId, workspace.id),
        lt(customApiDocuments.createdAt, new Date(ctx.now().getTime() - KEPT_MS)),
        notExists(isUsed),
      ),
    )
  const [row] = await db
    .insert(customApiDocuments)
    .values({ workspaceId: workspace.id, url, content })
    .returning({ id: customApiDocuments.id })
  if (!row) throw internalError('The document was not stored.')
  return row.id
}

/** @throws NOT_FOUND when the import was abandoned for a day, or belongs to another workspace */
export async function loadDocument(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  documentId: string,
): Promise<StoredDocument> {
  const [row] = await db
    .select({ content: customApiDocuments.content, url: customApiDocuments.url })
    .from(customApiDocuments)
    .where(and(eq(customApiDocuments.id, documentId), eq(customApiDocuments.workspaceId, workspace.id)))
  if (!row) throw new AppError('NOT_FOUND', problem('customApis.documentExpired'))
  const bytes = await promisify(gunzip)(row.content, { maxOutputLength: MAX_BYTES })
  return { id: documentId, text: bytes.toString('utf8'), url: row.url }
}
