import { EvaluationsPage } from '@/components/evaluations/evaluations-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listEvaluations } from '@/lib/contracts/evaluations'

export const generateMetadata = () => pageTitle('titles.evaluations')

export default function Page() {
  preloadQueries(listEvaluations)
  return <EvaluationsPage />
}
