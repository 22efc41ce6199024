import { EvaluationsPage } from '@/components/evaluations/evaluations-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.evaluations')

export default function Page() {
  return <EvaluationsPage />
}
