import { OverviewPage } from '@/components/app-home/overview/overview-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.overview')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <OverviewPage appId={appId} />
}
