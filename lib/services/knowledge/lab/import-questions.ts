import 'server-only'
import type * as contract from '@/lib/contracts/retrieval-lab-generation'
import type { ImportRow } from '@/lib/contracts/retrieval-lab-generation'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { labQuestions } from '@/lib/db/schema/retrieval-lab'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { emitAudit } from '../../audit/emit-audit'
import { requireRole, type Verb } from '../../context'
import { matchRow } from './match-row'
import { hashOfQuestion, insertQuestions, type LabAddress, labQuestionsOf } from './question-rows'
import { labAddress } from './questions'
import { type ReadRow, readImport } from './read-import'

const SHOWN_ROWS = 200

export const importQuestions: Verb<typeof contract.importQuestions> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const imported = readImport(body.format, body.text)
  if (imported.length === 0) throw new AppError('INVALID_INPUT', problem('lab.noRows'))
  const index = await activeIndex(ctx.db, address)
  const scope = { ...address, indexId: index.id }
  const rows: ImportRow[] = []
  const seenHashes = { here: await hashesHere(ctx.db, address), inFile: new Set<string>() }
  for (const row of imported) {
    signal.throwIfAborted()
    const matched = row.problem === null ? await matchRow(ctx.db, scope, row) : { expected: [], unmatched: [] }
    rows.push(toImportRow(row, matched, seenHashes))
  }
  const validRows = rows.filter(({ problem: rowProblem }) => rowProblem === null)
  const added = !body.save
    ? 0
    : await ctx.db.transaction(async (tx) => {
        const inserted = await insertQuestions(
          tx,
          address,
          validRows.map(({ question, answer, expected }) => ({
            values: { question, answer, expected, viewer: null, filters: [] },
            origin: 'imported',
            review: 'accepted',
          })),
        )
        const subject = `knowledge:${address.knowledgeBaseId}`
        await emitAudit(tx, ctx, { action: 'lab.import', subject, after: { count: inserted.length } })
        return inserted.length
      })
  return {
    // Problems first: among hundreds of rows they would not be seen, or not be shown at all.
    rows: rows.toSorted((a, b) => severity(b) - severity(a)).slice(0, SHOWN_ROWS),
    total: rows.length,
    good: validRows.length,
    partly: validRows.filter(({ unmatched }) => unmatched.length > 0).length,
    added,
  }
}

function toImportRow(
  row: ReadRow,
  { expected, unmatched }: Pick<ImportRow, 'expected' | 'unmatched'>,
  { here, inFile }: { here: ReadonlySet<string>; inFile: Set<string> },
) {
  const { line, question, answer } = row
  const hash = hashOfQuestion(question)
  const duplicate = here.has(hash)
    ? problem('lab.questionInLab')
    : inFile.has(hash)
      ? problem('lab.questionTwice')
      : null
  const found = row.problem ?? problemOf(expected, unmatched, answer) ?? duplicate
  if (found === null) inFile.add(hash)
  return {
    line,
    question,
    answer,
    expected,
    unmatched,
    problem: found?.message ?? null,
    problemRef: found && problemRef(found),
  }
}

async function hashesHere(db: Database, address: LabAddress): Promise<Set<string>> {
  const found = await db.select({ hash: labQuestions.hash }).from(labQuestions).where(labQuestionsOf(address))
  return new Set(found.map(({ hash }) => hash))
}

function severity({ problem: rowProblem, unmatched }: ImportRow): number {
  if (rowProblem !== null) return 2
  return unmatched.length > 0 ? 1 : 0
}

function problemOf(expected: readonly unknown[], unmatched: readonly string[], answer: string): Problem | null {
  if (expected.length > 0 || answer !== '') return null
  return problem(unmatched.length > 0 ? 'lab.answerNotFound' : 'lab.rowWithoutAnswer')
}
