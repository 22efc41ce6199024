import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'

/** A slug made of the name, with random characters if it is taken. */
export async function freeSlug(
  tx: Transaction,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<string> {
  const base = slugOf(name, 'evaluation')
  const other = `${base}-${newId().slice(-6)}`
  const rows = await tx
    .select({ slug: evaluations.slug })
    .from(evaluations)
    .where(and(eq(evaluations.workspaceId, workspaceId), inArray(evaluations.slug, [base])))
  return rows.length === 0 ? base : other
}

/** The name as part of an address; `fallback` if it has too few letters for one. */
export function slugOf(name: string, fallback: string): string {
  const word = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return word.length >= 2 ? word : fallback
}
