import { SharePage } from '@/components/app-home/share/share-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.share')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <SharePage appId={appId} />
}
