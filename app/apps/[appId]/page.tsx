import { pageTitle } from '@/components/shell/page-title'
import { StudioEditor } from './studio-editor'

export const generateMetadata = () => pageTitle('titles.app')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <StudioEditor appId={appId} />
}
