import type { RunRecord } from './run-store'

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

/** The conversation so far; questions that got no answer are left out. */
export function historyOf(runs: readonly RunRecord[]): Turn[] {
  return runs.flatMap((record): Turn[] => {
    const answer = answerOf(record)
    if (record.message === null || record.run.status !== 'done' || answer === '') return []
    return [
      { role: 'user', content: record.message },
      { role: 'assistant', content: answer },
    ]
  })
}
