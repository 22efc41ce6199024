import type { RunRecord } from '../run-store'

/** The answer as far as it is known: the run's output, or the text that streams towards it. */
export function answerOf({ run, answerNodes }: Pick<RunRecord, 'run' | 'answerNodes'>): string {
  const text = run.outputs?.text
  if (typeof text === 'string') return text
  return answerNodes
    .map((id) => run.nodes[id]?.text ?? '')
    .filter((piece) => piece !== '')
    .join('\n\n')
}

export interface Turn {
  role: 'user' | 'assistant'
  content: string
}

/** The conversation so far; questions that got no answer are left out, and answers that were made anew later. */
export function historyOf(runs: readonly RunRecord[]): Turn[] {
  const replaced = new Set(runs.flatMap(({ source }) => source?.runId ?? []))
  return runs.flatMap((record): Turn[] => {
    if (record.runId !== null && replaced.has(record.runId)) return []
    const answer = answerOf(record)
    if (record.message === null || record.run.status !== 'done' || answer === '') return []
    return [
      { role: 'user', content: record.message },
      { role: 'assistant', content: answer },
    ]
  })
}
