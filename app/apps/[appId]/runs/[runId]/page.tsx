import { TimeTravelPage } from '@/components/canvas/time-travel/time-travel-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.runOnCanvas')

export default async function Page({ params }: { params: Promise<{ appId: string; runId: string }> }) {
  const { appId, runId } = await params
  return <TimeTravelPage appId={appId} runId={runId} />
}
