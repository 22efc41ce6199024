import { AppEvaluationsPage } from '@/components/evaluations/app-evaluations-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.evaluations')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <AppEvaluationsPage appId={appId} />
}
