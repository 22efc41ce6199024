import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { DocumentAccess } from '@/lib/core/knowledge/document-access'
import type { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import type { Transaction } from '@/lib/db/database'
import { documents, type knowledgeBases } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { toMetadataValue } from '@/lib/rag/metadata/to-metadata-value'
import type { SourceRow } from './get-source-row'

/** Parses values by the types of the knowledge base's fields. @throws INVALID_INPUT with each problem at its field */
export function checkMetadata(
  { metadataFields }: Pick<typeof knowledgeBases.$inferSelect, 'metadataFields'>,
  values: DocumentMetadata,
): DocumentMetadata {
  const problems: (Problem & { path: string[] })[] = []
  const metadata: DocumentMetadata = {}
  for (const [name, value] of Object.entries(values)) {
    const field = metadataFields.find((item) => item.name === name)
    const parsed = field ? toMetadataValue(field, value) : null
    if (parsed !== null) metadata[name] = parsed
    else {
      const issue = field
        ? problem('knowledge.metadataValueInvalid', { name, type: field.type })
        : problem('knowledge.metadataFieldMissing', { name })
      problems.push({ path: ['metadata', name], ...issue })
    }
  }
  if (problems.length === 0) return metadata
  throw new AppError('INVALID_INPUT', problem('knowledge.metadataInvalid', { problems }), { details: problems })
}

/** Applies the new settings of a source to its documents, except where they were set manually. */
export async function updateDocumentDefaults(
  tx: Transaction,
  source: SourceRow,
  now: { access: DocumentAccess; metadata: DocumentMetadata },
): Promise<void> {
  const isOfSource = and(eq(documents.sourceId, source.id), eq(documents.workspaceId, source.workspaceId))
  if (JSON.stringify(now.access) !== JSON.stringify(source.access))
    await tx
      .update(documents)
      .set({ access: now.access })
      .where(and(isOfSource, sql`${documents.access} is not distinct from ${toArray(source.access)}`))
  const fields = new Set([...Object.keys(source.metadata), ...Object.keys(now.metadata)])
  for (const field of fields) {
    const value = now.metadata[field]
    if (JSON.stringify(value) === JSON.stringify(source.metadata[field])) continue
    const origin = sql`${documents.metadataOrigins} ->> ${field}::text`
    const isOurs = sql`coalesce(${origin}, 'file') in ('file', 'rule', 'source')`
    const [metadata, origins] =
      value === undefined
        ? [sql`${documents.metadata} - ${field}::text`, sql`${documents.metadataOrigins} - ${field}::text`]
        : [
            sql`${documents.metadata} || ${JSON.stringify({ [field]: value })}::jsonb`,
            sql`${documents.metadataOrigins} || ${JSON.stringify({ [field]: 'source' })}::jsonb`,
          ]
    await tx
      .update(documents)
      .set({ metadata, metadataOrigins: origins })
      .where(and(isOfSource, value === undefined ? sql`${origin} = 'source'` : isOurs))
  }
}

const toArray = (access: DocumentAccess) =>
  access === null ? sql`null::text[]` : sql`array(select jsonb_array_elements_text(${JSON.stringify(access)}::jsonb))`
