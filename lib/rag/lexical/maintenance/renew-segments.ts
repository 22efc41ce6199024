import 'server-only'
import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { wordSegments } from '@/lib/db/schema/words'
import { TERMS_VERSION } from '../../text/terms'
import { yieldToEventLoop } from '../../text/yield-to-event-loop'
import { readVectors } from '../../vectors/read-vectors'
import { mergeVectors } from '../../vectors/vector-codes'
import { makeSegment, type NumberedChunk } from '../segments/make-segment'
import { mergeSegments, type WholeSegment } from '../segments/merge-segments'
import { type KnownSegment, readHeads } from '../segments/read-segments'
import { replaceSegments } from '../segments/replace-segments'
import type { SegmentOwner } from '../segments/segment'
import { decodeChunks, type EncodedSegment, encodeSegment } from '../segments/segment-codec'

/** A statement blocks the embedded database for a few milliseconds. */
const CHUNKS_PER_STATEMENT = 100
/** The lists of a segment with 262,144 chunks do not fit into memory: it is built from parts of this size. */
const CHUNKS_PER_PART = 4_000

const Rows = z.array(
  z.object({ number: z.coerce.number(), text: z.string(), context: z.string(), language: z.string() }),
)

type Versioned = Pick<KnownSegment, 'termsVersion'>

/** Whether a segment's terms come from an older tokenizer, so that queries have different ones. */
export const isOutdated = ({ termsVersion }: Versioned): boolean => termsVersion < TERMS_VERSION

/** Indexes of all workspaces with outdated segments. */
export async function readOutdated(db: Database): Promise<SegmentOwner[]> {
  const { workspaceId, indexId, isReady, termsVersion } = wordSegments
  return await db
    .selectDistinct({ workspaceId, indexId })
    .from(wordSegments)
    .where(and(eq(isReady, true), lt(termsVersion, TERMS_VERSION)))
}

/**
 * Rebuilds segments of an older tokenizer from the texts of their chunks. Nothing is embedded, no
 * chunk is written, and searches use the old segments until the new one is complete. @returns
 * number of rebuilt segments
 */
export async function renewWords(db: Database, owner: SegmentOwner): Promise<number> {
  const outdated = ((await readHeads(db, owner)) ?? []).filter(isOutdated)
  let count = 0
  for (const head of outdated) if (await renewSegment(db, owner, head)) count += 1
  return count
}

/** @returns false if another process replaced it first */
async function renewSegment(db: Database, owner: SegmentOwner, head: KnownSegment): Promise<boolean> {
  const coded = isEmbedded(db) ? await readVectors(db, [head]) : null
  const languages = new Set<string>()
  const keptNumbers = new Set<number>()
  const parts: WholeSegment[] = []
  for (let start = 0; start < head.chunks.numbers.length; start += CHUNKS_PER_PART) {
    const chunks = await readChunks(db, owner, [...head.chunks.numbers.slice(start, start + CHUNKS_PER_PART)])
    for (const { number, language = 'en' } of chunks) {
      keptNumbers.add(number)
      languages.add(language)
    }
    const part = await encodeSegment(await makeSegment(chunks))
    parts.push({ chunks: decodeChunks(part.chunks), pages: part.pages })
  }
  const merged = await mergeSegments(parts, () => true)
  const segment: EncodedSegment = {
    ...merged,
    vectors: coded ? mergeVectors(coded, placesOf(head, keptNumbers)) : undefined,
  }
  return await replaceSegments(db, owner, [head.id], { segment, termsVersion: TERMS_VERSION, languages })
}

const placesOf = ({ chunks: { numbers } }: KnownSegment, keptNumbers: ReadonlySet<number>) =>
  [...numbers].flatMap((number, index) => (keptNumbers.has(number) ? [{ segment: 0, place: index }] : []))

/** Existing chunks, ordered by number. */
async function readChunks(
  db: Database,
  { workspaceId, indexId }: SegmentOwner,
  numbers: readonly number[],
): Promise<NumberedChunk[]> {
  const found: NumberedChunk[] = []
  for (let start = 0; start < numbers.length; start += CHUNKS_PER_STATEMENT) {
    await yieldToEventLoop()
    const numberList = numbers.slice(start, start + CHUNKS_PER_STATEMENT).join(',')
    const result = await db.execute(sql`select c.number, c.text, c.context, coalesce(d.language, 'en') as language
      from chunks c join documents d on d.id = c.document_id and d.workspace_id = c.workspace_id
      where c.workspace_id = ${workspaceId} and c.index_id = ${indexId}
        and c.number = any(string_to_array(${numberList}, ',')::bigint[]) order by c.number`)
    found.push(...Rows.parse(rows(result)))
  }
  return found
}
