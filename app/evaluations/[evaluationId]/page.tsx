import { EvaluationShell } from '@/components/app-home/frame/evaluation-shell'
import { EvaluationPage } from '@/components/evaluations/evaluation-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.evaluations')

export default async function Page({ params }: { params: Promise<{ evaluationId: string }> }) {
  const { evaluationId } = await params
  return (
    <EvaluationShell evaluationId={evaluationId}>
      <EvaluationPage evaluationId={evaluationId} />
    </EvaluationShell>
  )
}
