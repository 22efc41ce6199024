import { AppReleasesPage } from '@/components/app-home/releases/app-releases-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.releases')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <AppReleasesPage appId={appId} />
}
