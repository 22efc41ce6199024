import 'server-only'
import { and, between, eq, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { PublicPassage } from '@/lib/contracts/public'
import type { Database } from '@/lib/db/database'
import { appFiles, appFileTexts } from '@/lib/db/schema/app-files'

/** Context shown on either side of a quote. */
const AROUND = 600

export interface PassagePlace {
  chunkId: string
  start?: number | undefined
  end?: number | undefined
  /** The scope of the files; it names the workspace. */
  within: SQL | undefined
}

/** The location of an answer's quote in an attached document. The first digits of a passage's id are the file's. */
export async function filePassage(
  db: Database,
  { chunkId, start = 0, end = start, within }: PassagePlace,
): Promise<PublicPassage | null> {
  if (!z.uuid().safeParse(chunkId).success) return null
  const head = chunkId.toLowerCase().slice(0, -6)
  const [found] = await db
    .select({ name: appFiles.name, text: appFileTexts.text, pages: appFileTexts.pages })
    .from(appFiles)
    .innerJoin(appFileTexts, eq(appFileTexts.fileId, appFiles.id))
    .where(and(within, between(appFiles.id, `${head}000000`, `${head}ffffff`)))
    .limit(1)
  if (!found) return null
  const { name, text, pages } = found
  const page = pages.find((range) => range.start <= start && start < range.end) ?? null
  const from = Math.max(page?.start ?? 0, Math.min(start, text.length) - AROUND)
  const to = Math.min(page?.end ?? text.length, Math.max(end, start) + AROUND)
  const excerpt = text.slice(from, to)
  return {
    documentName: name,
    headings: [],
    page: page?.page ?? null,
    text: excerpt,
    markStart: Math.min(Math.max(0, start - from), excerpt.length),
    markEnd: Math.min(Math.max(0, end - from), excerpt.length),
  }
}
