import { preload } from 'react-dom'
import { pageTitle } from '@/components/shell/page-title'
import { buildUrl } from '@/lib/client/http/build-url'
import { getApp } from '@/lib/contracts/apps'
import { StudioEditor } from './studio-editor'

export const generateMetadata = () => pageTitle('titles.app')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  // Preloads the app while the scripts load. The response is not cached: the page's first request consumes it.
  preload(buildUrl(getApp.path, { appId }), { as: 'fetch', crossOrigin: 'anonymous' })
  return <StudioEditor appId={appId} />
}
