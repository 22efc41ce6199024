import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { noteLanguages } from '../../indexes/note-languages'
import { firstNumber } from '../segments/first-number'
import { makeSegment } from '../segments/make-segment'
import type { SegmentOwner } from '../segments/segment'
import { encodeSegment } from '../segments/segment-codec'
import { writeSegment } from '../segments/write-segment'

const CHUNKS_AT_A_TIME = 500
const Row = z.object({ id: z.string(), text: z.string(), context: z.string(), language: z.string() })

/** Indexes chunks that were stored before segments existed. @returns whether there were any */
export async function ensureWords(db: Database, owner: SegmentOwner): Promise<boolean> {
  let any = false
  while ((await indexSome(db, owner)) > 0) any = true
  return any
}

/** Indexes some of these chunks, except rows locked by another process. @returns their number */
async function indexSome(db: Database, owner: SegmentOwner): Promise<number> {
  return await db.transaction(async (tx) => {
    const result = await tx.execute(sql`select c.id, c.text, c.context, coalesce(d.language, 'en') as language
      from chunks c join documents d on d.id = c.document_id
      where c.workspace_id = ${owner.workspaceId} and c.index_id = ${owner.indexId} and c.number is null
      order by c.id limit ${CHUNKS_AT_A_TIME} for update of c skip locked`)
    const found = z.array(Row).parse(rows(result))
    if (found.length === 0) return 0
    const first = firstNumber()
    const numbered = found.map((row, index) => ({ ...row, number: first + index }))
    await tx.execute(sql`update chunks c set number = given.number
      from unnest(string_to_array(${numbered.map(({ id }) => id).join(',')}, ',')::uuid[],
        string_to_array(${numbered.map(({ number }) => number).join(',')}, ',')::bigint[]) as given(id, number)
      where c.id = given.id and c.workspace_id = ${owner.workspaceId}`)
    await noteLanguages(
      tx,
      owner,
      found.map(({ language }) => language),
    )
    await writeSegment(tx, owner, await encodeSegment(await makeSegment(numbered)))
    return found.length
  })
}
