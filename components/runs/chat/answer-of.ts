import type { RunRecord } from '../run-store'

/** The answer so far: the run's output, or the streaming text. */
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

/** The conversation so far, without unanswered questions and replaced answers. */
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
