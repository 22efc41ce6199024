import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type {
  MetadataUsage,
  readMetadata as readContract,
  saveMetadataFields as saveContract,
} from '@/lib/contracts/knowledge-metadata'
import type { MetadataField } from '@/lib/core/knowledge/document-metadata'
import { rows } from '@/lib/db/database'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { deriveMetadata } from '@/lib/rag/metadata/derive-metadata'
import { ParsedDocument } from '@/lib/rag/parse/parsed-document'
import { documentCondition } from '@/lib/rag/search/document-condition'
import { emitAudit } from '../../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { viewerOfActor } from '../viewer-of-caller'

const SHOWN_VALUES = 12
const SHOWN_PROPERTIES = 30
const DOCUMENTS_AT_A_TIME = 500

export const readMetadata: Verb<typeof readContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  return usage(ctx, base.id, base.metadataFields)
}

export const saveMetadataFields: Verb<typeof saveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(knowledgeBases)
      .set({ metadataFields: body.fields, updatedAt: ctx.now() })
      .where(and(eq(knowledgeBases.id, base.id), eq(knowledgeBases.workspaceId, ctx.workspace.id)))
    const names = (fields: readonly MetadataField[]) => fields.map(({ name, type }) => `${name}: ${type}`)
    const subject = `knowledge:${base.id}`
    const [before, after] = [{ fields: names(base.metadataFields) }, { fields: names(body.fields) }]
    await emitAudit(tx, ctx, { action: 'knowledge.metadata-fields', subject, before, after })
  })
  await deriveAll(ctx, base.id, body.fields)
  return usage(ctx, base.id, body.fields)
}

/** Derives the metadata of all documents in parts; documents ingested meanwhile already use the new fields. */
async function deriveAll(ctx: ServiceContext, knowledgeBaseId: string, fields: MetadataField[]): Promise<void> {
  const { id, name, metadata, metadataOrigins } = documents
  const properties = sql`${documents.structure} -> 'properties'`
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const part = await ctx.db
      .select({ id, name, metadata, metadataOrigins, properties })
      .from(documents)
      .where(
        and(
          eq(documents.knowledgeBaseId, knowledgeBaseId),
          eq(documents.workspaceId, ctx.workspace.id),
          gt(documents.id, after),
        ),
      )
      .orderBy(documents.id)
      .limit(DOCUMENTS_AT_A_TIME)
    const derived = part.map((row) => ({
      id: row.id,
      ...deriveMetadata({
        fields,
        name: row.name,
        current: { metadata: row.metadata, origins: row.metadataOrigins },
        properties: ParsedDocument.shape.properties.catch({}).parse(row.properties ?? {}),
      }),
    }))
    await ctx.db.execute(sql`update documents d set metadata = given.metadata, metadata_origins = given.origins
      from jsonb_to_recordset(${JSON.stringify(derived)}::text::jsonb) as given(id uuid, metadata jsonb, origins jsonb)
      where d.id = given.id and d.workspace_id = ${ctx.workspace.id}`)
    const last = part.at(-1)
    if (!last || part.length < DOCUMENTS_AT_A_TIME) return
    after = last.id
  }
}

const Value = z.object({ name: z.string(), value: z.string(), count: z.coerce.number() })
const Holder = z.object({ name: z.string(), count: z.coerce.number() })
const Property = z.object({
  name: z.string(),
  count: z.coerce.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
})

async function usage(ctx: ServiceContext, knowledgeBaseId: string, fields: readonly MetadataField[]) {
  const { documents: seen } = documentCondition(viewerOfActor(ctx.actor), [])
  const isVisible = sql`d.workspace_id = ${ctx.workspace.id} and d.knowledge_base_id = ${knowledgeBaseId} and ${seen}`
  const [values, holders, properties] = await Promise.all([
    ctx.db.execute(sql`select name, value, count from (
      select e.key as name, v.value, count(*) as count,
        row_number() over (partition by e.key order by count(*) desc, v.value) as place
      from documents d, jsonb_each(d.metadata) e, lateral (
        select jsonb_array_elements_text(case when jsonb_typeof(e.value) = 'array' then e.value else jsonb_build_array(e.value) end) as value
      ) v where ${isVisible} group by e.key, v.value) ranked where place <= ${SHOWN_VALUES} order by count desc, value`),
    ctx.db.execute(sql`select e.key as name, count(*) as count from documents d, jsonb_object_keys(d.metadata) as e(key)
      where ${isVisible} group by e.key`),
    ctx.db.execute(sql`select e.key as name, count(*) as count, min(left(e.value #>> '{}', 80)) as first,
        max(left(e.value #>> '{}', 80)) as last
      from documents d, jsonb_each(case when jsonb_typeof(d.structure -> 'properties') = 'object' then d.structure -> 'properties' else '{}'::jsonb end) e
      where ${isVisible} group by e.key order by count desc, name limit ${SHOWN_PROPERTIES}`),
  ])
  const countByName = new Map(
    z
      .array(Holder)
      .parse(rows(holders))
      .map(({ name, count }) => [name, count]),
  )
  const found = z.array(Value).parse(rows(values))
  const fieldNames = new Set(fields.map(({ name }) => name.toLowerCase()))
  return {
    fields: fields.map(
      (field): MetadataUsage => ({
        field,
        documentCount: countByName.get(field.name) ?? 0,
        values: found.filter(({ name }) => name === field.name).map(({ value, count }) => ({ value, count })),
      }),
    ),
    found: z
      .array(Property)
      .parse(rows(properties))
      .filter(({ name }) => !fieldNames.has(name.toLowerCase()))
      .map(({ name, count, first, last }) => ({
        name,
        documentCount: count,
        examples: [...new Set([first ?? '', last ?? ''])],
      })),
  }
}
