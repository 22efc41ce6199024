import 'server-only'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { chunkSketches, chunks } from '@/lib/db/schema/knowledge'
import { executeBuilt } from '@/lib/db/statements/execute-built'
import { recordset } from '@/lib/db/statements/recordset'
import { problem } from '@/lib/messages/problems/problem'

/** One statement: chunk rows as JSON with their related rows. */
export interface ChunkPart {
  rows: string
  count: number
  signs: { chunkId: string; signs: Uint8Array }[]
  /** Vectors and sketches are in `embedded_texts`, under the hash of each row. */
  isKept: boolean
}

/**
 * @param condition under which rows are stored, if any. @throws CONFLICT if it is false, or cached
 * vectors are missing
 */
export async function insertPart(
  db: Database | Transaction,
  { rows: json, count, signs, isKept }: ChunkPart,
  condition?: SQL,
): Promise<void> {
  const build = (json: unknown) => (isKept ? insertKept : insertGiven)(json, condition)
  // Used for long documents: V8 treats drizzle's objects as long-lived, so each would keep its rows
  // until a full collection.
  const stored = condition
    ? await executeBuilt(db, { part: condition, rest: [isKept] }, () => build(sql.placeholder('json')), { json })
    : await db.execute(build(json))
  if (rows(stored).length < count) throw new AppError('CONFLICT', problem('documents.storedElsewhere'))
  if (signs.length > 0) await db.insert(chunkSketches).values(signs)
}

const shapes = () => {
  const { embedding: _, ...others } = getTableColumns(chunks)
  return { given: recordset(chunks), kept: recordset(chunks, Object.keys(others), ['"hash" text']) }
}
let cachedShapes: ReturnType<typeof shapes> | null = null

function insertGiven(json: unknown, condition: SQL = sql`true`): SQL {
  cachedShapes ??= shapes()
  const { names, keys, record } = cachedShapes.given
  return sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(keys)}
    from json_to_recordset(${json}::text::json) as ${sql.raw(record)} where ${condition} returning id`
}

/** Copies vectors within the database. */
function insertKept(json: unknown, condition: SQL = sql`true`): SQL {
  cachedShapes ??= shapes()
  const { names, keys, record } = cachedShapes.kept
  return sql`with given as (select x.*, e.embedding, e.signs
      from json_to_recordset(${json}::text::json) as ${sql.raw(record)}
      join embedded_texts e on e.workspace_id = x."workspaceId" and e.index_id = x."indexId"
        and e.document_id = x."documentId" and e.hash = x.hash
      where ${condition}),
    stored as (insert into chunks (${sql.raw(names)}, embedding) select ${sql.raw(keys)}, embedding from given returning id),
    signed as (insert into chunk_signs (chunk_id, signs) select id, signs from given where signs is not null)
    select id from stored`
}
