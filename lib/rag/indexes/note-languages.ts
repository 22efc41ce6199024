import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { STEMMERS } from '../text/stemmers'

/** Records the languages of an index's documents, so that queries are stemmed the same way. */
export async function noteLanguages(
  tx: Transaction,
  { workspaceId, indexId }: { workspaceId: string; indexId: string },
  languages: readonly string[],
): Promise<void> {
  for (const language of new Set(languages)) {
    if (!STEMMERS.has(language)) continue
    await tx.execute(sql`update knowledge_indexes set text_languages = text_languages || ${language}::text
      where id = ${indexId} and workspace_id = ${workspaceId} and not ${language} = any(text_languages)`)
  }
}
