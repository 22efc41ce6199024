import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { compileWith } from '@/lib/graph/compile-with'
import type { GraphIssue } from '@/lib/graph/issue'
import { answerStreams } from '@/lib/graph/plan/answer-streams'
import type { Editor } from '../state/editor-context'

/** Compiles and saves the graph. Returns the nodes that produce the answer, or null if the graph cannot run. */
export async function prepareRun({ store, ui, saver, manifests }: Editor): Promise<readonly string[] | null> {
  const { graph, models } = store.getState()
  const compiled = compileWith(() => '', { graph, manifests, models })
  if (!compiled.ok) {
    ui.getState().set({ hasTried: true })
    ui.getState().openDock('problems')
    toast.error(t('runPanel.solveProblems', { count: countErrors(compiled.issues) }))
    return null
  }
  // The server runs the saved draft.
  if (!(await saver.flush())) {
    toast.error(t('runPanel.notSaved'))
    return null
  }
  const { plan } = compiled
  return answerStreams(plan)
    .flatMap(({ sources }) => sources)
    .flatMap(({ step }) => plan.nodes[step]?.id ?? [])
}

const countErrors = (issues: readonly GraphIssue[]) => issues.filter(({ severity }) => severity === 'error').length
